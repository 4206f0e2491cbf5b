import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, datasetObject, recordAct } from '../datasets/record-act.ts'
import { CitingAnswer } from './feedback-answers.ts'
import { citingConfirmed, citingProposed } from './feedback-events.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import { speaksForPublisher } from './find-thread.ts'

export interface CitingRequest {
  readonly principal: Principal
  readonly name: DatasetName
  readonly work: Pick<CitingAnswer, 'kind' | 'title' | 'url'>
}

type CitingNeeds = ActNeeds & { readonly isRecused: IsRecused }

/**
 * Says that a work uses a data set. All see it once the publisher has confirmed it.
 *
 * @throws {Refusal} `not-found`; `bad-input` for an address that no browser should open; `conflict` when it is listed already
 */
export async function addCitingWork({ principal, name, work: { kind, title, url } }: CitingRequest, { database, clock, newId, isRecused }: CitingNeeds): Promise<{ id: string }> {
  authorise(principal, 'feedback:write')
  // A link that a reader follows: nothing but a page.
  if (!/^https?:$/.test(new URL(url).protocol)) throw new Refusal('bad-input', 'The address of the work begins with https:// or http://')
  const addedBy = personOf(principal) ?? ''
  return database.transaction(async (tx) => {
    const { id: datasetId, organisation } = await getDataset({ principal, name }, { queries: tx, isRecused })
    const id = newId()
    const made = await tx.withTables<FeedbackTables>().insertInto('citing_work').values({ id, dataset_id: datasetId, kind, title, url, added_by: addedBy, at: clock.now(), confirmed_at: null, confirmed_by: null })
      .onConflict((conflict) => conflict.columns(['dataset_id', 'url']).doNothing()).returning('id').executeTakeFirst()
    if (!made) throw new Refusal('conflict', 'A work with this address was named already')
    const payload = { citingId: id, addedBy, datasetId, organisationId: organisation.id, ...name }
    await recordAct({ principal, act: 'feedback:write', object: datasetObject(name), detail: { citing: id }, event: { definition: citingProposed, payload } }, { tx, clock, newId })
    return { id }
  })
}

/**
 * Confirms that a work uses a data set, for its publisher; the first time counts.
 *
 * @throws {Refusal} `not-found`; `forbidden` for others, and for whoever named it
 */
export async function confirmCitingWork({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, newId, isRecused }: CitingNeeds): Promise<void> {
  await database.transaction(async (tx) => {
    const tables = tx.withTables<FeedbackTables>()
    const row = await tables.selectFrom('citing_work as c').innerJoin('dataset as d', 'd.id', 'c.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
      .select(['c.added_by as addedBy', 'c.confirmed_at as confirmedAt', 'd.slug', 'o.slug as publisher']).where('c.id', '=', id).forUpdate('c').executeTakeFirst()
    if (!row) throw notThere()
    const name = { publisher: row.publisher, slug: row.slug }
    const dataset = await getDataset({ principal, name }, { queries: tx, isRecused })
    authorise(principal, 'feedback:answer', dataset.organisation.id)
    if (!await speaksForPublisher(principal, dataset, { queries: tx, isRecused })) throw notThere()
    const confirmedBy = personOf(principal) ?? ''
    if (row.addedBy === confirmedBy) throw new Refusal('forbidden', 'Nobody confirms a work that they named (rule author-not-moderator); another person must')
    if (row.confirmedAt) return
    await tables.updateTable('citing_work').set({ confirmed_at: clock.now(), confirmed_by: confirmedBy }).where('id', '=', id).execute()
    const payload = { citingId: id, addedBy: row.addedBy, datasetId: dataset.id, organisationId: dataset.organisation.id, ...name }
    await recordAct({ principal, act: 'feedback:answer', object: datasetObject(name), detail: { citing: id }, event: { definition: citingConfirmed, payload } }, { tx, clock, newId })
  })
}

export interface CitingWanted {
  readonly principal: Principal
  readonly name: DatasetName
  readonly offset: number
  readonly limit: number
}

/** Works that use a data set, newest first: confirmed ones for all, others for whoever named them and for the publisher. */
export async function listCitingWorks({ principal, name, offset, limit }: CitingWanted, { database: { queries }, isRecused }: { readonly database: Pick<Database, 'queries'>; readonly isRecused: IsRecused }): Promise<{ items: CitingAnswer[]; total: number }> {
  const dataset = await getDataset({ principal, name }, { queries, isRecused })
  const seesAll = await speaksForPublisher(principal, dataset, { queries, isRecused })
  const wanted = queries.withTables<FeedbackTables>().selectFrom('citing_work as c').where('c.dataset_id', '=', dataset.id)
    .$if(!seesAll, (query) => query.where((the) => the.or([the('c.confirmed_at', 'is not', null), the('c.added_by', '=', personOf(principal) ?? '')])))
  const { total } = await wanted.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await wanted.innerJoin('person as p', 'p.id', 'c.added_by').select(['c.id', 'c.kind', 'c.title', 'c.url', 'p.name as by', 'c.at', 'c.confirmed_at'])
    .orderBy('c.at', 'desc').orderBy('c.id', 'desc').offset(offset).limit(limit).execute()
  return { items: rows.map(({ confirmed_at: confirmedAt, at, ...row }) => CitingAnswer.parse({ ...row, at: at.toISOString(), isConfirmed: confirmedAt !== null })), total }
}

function notThere(): Refusal {
  return new Refusal('not-found', 'There is no such work')
}
