import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import type { DatasetName, ReadNeeds } from '../datasets/find-dataset.ts'
import { datasetObject, recordAct } from '../datasets/record-act.ts'
import type { UploadActNeeds } from '../uploads/begin-upload.ts'
import { listArrived } from '../uploads/list-uploads.ts'
import { getOwnDataset } from '../uploads/own-dataset.ts'
import { checkDraft } from './check-draft.ts'
import type { RecipeAnswer } from './run-answers.ts'
import type { RunTables } from './run-tables.ts'

const LONGEST_CHARACTERS = 1_000_000

/** A recipe's text, to be saved as the next draft. */
export interface SaveRequest {
  readonly principal: Principal
  readonly name: DatasetName
  readonly text: string
  /** Revision that the writer saw; `any` where it does not matter. Left out: the newest one must be the writer's own. */
  readonly revision?: number | 'any' | undefined
}

/**
 * Saves a recipe's text as the next draft, with problems or without; a text that did not change is not saved again.
 *
 * @throws {Refusal} `conflict` where somebody saved after what the writer saw; `not-found`, `forbidden`, `bad-input`
 */
export async function saveRecipe({ principal, name, text, revision }: SaveRequest, { database, clock, newId, isRecused }: UploadActNeeds): Promise<void> {
  if (text.length > LONGEST_CHARACTERS || !text.isWellFormed() || text.includes('\0')) throw new Refusal('bad-input', 'The recipe is no text, or longer than a million characters; put long lists into files of their own')
  await database.transaction(async (tx) => {
    const dataset = await getOwnDataset({ principal, name, permission: 'recipe:edit' }, { queries: tx, isRecused })
    const tables = tx.withTables<RunTables>()
    // Two who save at once take turns, for drafts are numbered.
    await tables.selectFrom('dataset').select('id').where('id', '=', dataset.id).forUpdate().execute()
    const last = await findDraft(dataset.id, tx)
    if (last?.text === text) return
    refuseStale(last, { person: personOf(principal), revision })
    const number = (last?.number ?? 0) + 1
    await tables.insertInto('recipe_draft').values({ dataset_id: dataset.id, number, text, saved_by: personOf(principal) ?? '', saved_at: clock.now() }).execute()
    await recordAct({ principal, act: 'recipe:edit', object: datasetObject(name), detail: { draft: number } }, { tx, clock, newId })
  })
}

/** Nobody writes over a draft that they did not see. */
function refuseStale(last: Draft | undefined, { person, revision }: { readonly person: string | undefined; readonly revision: SaveRequest['revision'] }): void {
  if (revision === 'any' || revision === (last?.number ?? 0)) return
  if (revision === undefined && (last === undefined || last.saved_by === person)) return
  if (last === undefined) throw new Refusal('conflict', 'There is no recipe any more that was saved; read it again, then save')
  throw new Refusal('conflict', `${last.savedByName} saved the recipe at ${last.saved_at.toISOString()}, as revision ${last.number}, which you have not seen; look at both, then save yours with this revision or take theirs`)
}

/** The recipe of a data set as it was last saved, checked now; an empty text where there is none. @throws {Refusal} `not-found`, `forbidden` */
export async function getRecipe({ principal, name }: { readonly principal: Principal; readonly name: DatasetName }, needs: ReadNeeds): Promise<RecipeAnswer> {
  const dataset = await getOwnDataset({ principal, name, permission: 'dataset:read-drafts' }, needs)
  const draft = await findDraft(dataset.id, needs.queries)
  if (!draft) return { text: '', problems: [], columns: [], savedAt: null, revision: 0, savedBy: null }
  const uploads = (await listArrived(dataset.id, needs.queries)).map((upload) => upload.name)
  const { problems, columns } = checkDraft({ text: draft.text, name: `${name.publisher}/${name.slug}`, uploads })
  return { text: draft.text, problems, columns, savedAt: draft.saved_at.toISOString(), revision: draft.number, savedBy: draft.savedByName }
}

/** What was saved, and the name of whoever did. */
type Draft = RunTables['recipe_draft'] & { readonly savedByName: string }

/** The last saved text of a data set's recipe. */
export async function findDraft(datasetId: string, queries: ReadNeeds['queries']): Promise<Draft | undefined> {
  return queries.withTables<RunTables & { person: { id: string; name: string } }>().selectFrom('recipe_draft as r').innerJoin('person as p', 'p.id', 'r.saved_by').selectAll('r').select('p.name as savedByName').where('r.dataset_id', '=', datasetId).orderBy('r.number', 'desc').limit(1).executeTakeFirst()
}
