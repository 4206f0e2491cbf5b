import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import { type Dataset, getDataset, type IsRecused, type ReadNeeds } from '../datasets/find-dataset.ts'
import { datasetObject } from '../datasets/record-act.ts'
import type { ThreadFacts } from './feedback-events.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import type { ThreadKind, ThreadState } from './thread-state.ts'

/** A thread as acts know it. */
export interface Thread {
  readonly id: string
  readonly kind: ThreadKind
  readonly state: ThreadState
  readonly authorId: string
  readonly version: string | null
  readonly dataset: Dataset
}

/** How the audit log calls a thread. */
export function threadObject(id: string): string {
  return `thread:${id}`
}

/** What every event of a thread tells. */
export function threadFacts({ id, kind, authorId, dataset }: Pick<Thread, 'id' | 'kind' | 'authorId' | 'dataset'>): ThreadFacts {
  return { threadId: id, kind, authorId, datasetId: dataset.id, organisationId: dataset.organisation.id, publisher: dataset.publisher, slug: dataset.slug }
}

/** Holds a thread's row until the transaction ends, for somebody who may know of its data set. @throws {Refusal} `not-found` */
export async function lockThread({ principal, id }: { readonly principal: Principal; readonly id: string }, { tx, isRecused }: { readonly tx: Tx; readonly isRecused: IsRecused }): Promise<Thread> {
  const row = await tx.withTables<FeedbackTables>().selectFrom('thread as t').innerJoin('dataset as d', 'd.id', 't.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
    .select(['t.id', 't.kind', 't.state', 't.author_id as authorId', 't.version', 'd.slug', 'o.slug as publisher']).where('t.id', '=', id).forUpdate('t').executeTakeFirst()
  if (!row) throw new Refusal('not-found', 'There is no such thread')
  const { slug, publisher, ...thread } = row
  const dataset = await getDataset({ principal, name: { publisher, slug } }, { queries: tx, isRecused })
  return { ...thread, dataset }
}

/** Whether somebody speaks for the publisher of a data set: its stewards and owners in their hat, less those who are recused. */
export async function speaksForPublisher(principal: Principal, dataset: Pick<Dataset, 'publisher' | 'slug' | 'organisation'>, { queries, isRecused }: ReadNeeds): Promise<boolean> {
  const personId = personOf(principal)
  if (personId === undefined || !isAllowed(principal, 'feedback:answer', dataset.organisation.id)) return false
  return !await isRecused({ personId, objects: [datasetObject(dataset), `organisation:${dataset.publisher}`] }, queries)
}
