import type { ColumnType } from 'kysely'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Queries } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { createSearchIndex } from '#kernels/search/search-index.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import { catalogueDocument, SORTS } from './catalogue-document.ts'
import { FACETS, SavedChoice, type SavedSearch } from './finding-answers.ts'
import { readFoundRow } from './open-catalogue-index.ts'

type SearchTables = { saved_search: { id: string; person_id: string; name: string; search: ColumnType<SavedChoice, SavedChoice, SavedChoice>; created_at: Date } }

const MOST_SAVED = 50

/** Keeps a search; its person is told of what is published from now on and fits it. @throws {Refusal} `too-many` */
export async function saveSearch({ principal, name, search }: { readonly principal: Principal; readonly name: string; readonly search: SavedChoice }, { database, clock, newId }: ActNeeds): Promise<SavedSearch> {
  authorise(principal, 'follow:change')
  const personId = personOf(principal) ?? ''
  return database.transaction(async (tx) => {
    const tables = tx.withTables<SearchTables & { person: { id: string } }>()
    // Two who save at once are counted one after the other.
    await tables.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute()
    const { saved } = await tables.selectFrom('saved_search').select(({ fn }) => fn.countAll<number>().as('saved')).where('person_id', '=', personId).executeTakeFirstOrThrow()
    if (saved >= MOST_SAVED) throw new Refusal('too-many', `You have ${MOST_SAVED} searches; remove one first`)
    const id = newId()
    const at = clock.now()
    await tables.insertInto('saved_search').values({ id, person_id: personId, name, search: asJsonb(search), created_at: at }).execute()
    await recordAct({ principal, act: 'follow:change', object: `saved-search:${id}`, detail: { wish: 'follow' } }, { tx, clock, newId })
    return { id, name, search, createdAt: at.toISOString() }
  })
}

/** The searches of the person who asks, the newest first. */
export async function listSavedSearches({ principal }: { readonly principal: Principal }, { queries }: { readonly queries: Queries }): Promise<SavedSearch[]> {
  authorise(principal, 'follow:change')
  const rows = await queries.withTables<SearchTables>().selectFrom('saved_search').selectAll().where('person_id', '=', personOf(principal) ?? '').orderBy('created_at', 'desc').orderBy('id').execute()
  return rows.map(({ id, name, search, created_at: at }) => ({ id, name, search: SavedChoice.parse(search), createdAt: at.toISOString() }))
}

/** Forgets an own search. @throws {Refusal} `not-found` */
export async function removeSavedSearch({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, newId }: ActNeeds): Promise<void> {
  authorise(principal, 'follow:change')
  await database.transaction(async (tx) => {
    const removed = await tx.withTables<SearchTables>().deleteFrom('saved_search').where('id', '=', id).where('person_id', '=', personOf(principal) ?? '').returning('id').executeTakeFirst()
    if (!removed) throw new Refusal('not-found', 'There is no such search of yours')
    await recordAct({ principal, act: 'follow:change', object: `saved-search:${id}`, detail: { wish: 'leave' } }, { tx, clock, newId })
  })
}

/** Whose saved searches a published data set fits: the index that readers ask is asked, with this data set alone in it. */
export async function listSearchersOf(datasetId: string, { queries }: { readonly queries: Queries }): Promise<string[]> {
  const row = await readFoundRow(datasetId, queries)
  if (!row) return []
  const index = createSearchIndex({ facets: FACETS, sorts: SORTS })
  index.put(catalogueDocument(row))
  const saved = await queries.withTables<SearchTables>().selectFrom('saved_search').select(['person_id', 'search']).execute()
  const fits = ({ query, filters }: SavedChoice): boolean => {
    const { total, matched, corrected } = index.search({ query, filters, offset: 0, limit: 1, lastWord: 'whole' })
    return total === 1 && matched === 'all' && corrected.length === 0
  }
  return [...new Set(saved.filter(({ search }) => fits(SavedChoice.parse(search))).map(({ person_id: id }) => id))]
}
