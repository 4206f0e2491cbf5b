import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import { ThreadAnswer } from './feedback-answers.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import { speaksForPublisher } from './find-thread.ts'
import type { ThreadKind, ThreadState } from './thread-state.ts'

export interface ThreadsWanted {
  readonly principal: Principal
  readonly name: DatasetName
  readonly kind?: ThreadKind | undefined
  readonly state?: ThreadState | undefined
  readonly version?: string | undefined
  readonly id?: string | undefined
  readonly offset: number
  readonly limit: number
}

/** The threads of a data set with all that was written in them, newest first. Accepted errata of a version are those of `kind` erratum, `state` accepted. */
export async function listThreads({ principal, name, kind, state, version, id, offset, limit }: ThreadsWanted, { database: { queries }, isRecused }: { readonly database: Pick<Database, 'queries'>; readonly isRecused: IsRecused }): Promise<{ items: ThreadAnswer[]; total: number }> {
  const dataset = await getDataset({ principal, name }, { queries, isRecused })
  const answers = await speaksForPublisher(principal, dataset, { queries, isRecused })
  const tables = queries.withTables<FeedbackTables>()
  const wanted = tables.selectFrom('thread as t').where('t.dataset_id', '=', dataset.id)
    .$if(kind !== undefined, (query) => query.where('t.kind', '=', kind ?? 'question'))
    .$if(state !== undefined, (query) => query.where('t.state', '=', state ?? 'open'))
    .$if(version !== undefined, (query) => query.where('t.version', '=', version ?? ''))
    .$if(id !== undefined, (query) => query.where('t.id', '=', id ?? ''))
  const { total } = await wanted.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await wanted.innerJoin('person as p', 'p.id', 't.author_id')
    .select(['t.id', 't.kind', 't.title', 't.author_id', 'p.name as by', 't.at', 't.version', 't.state', 't.due_at', 't.fixed_in', 't.cell'])
    .orderBy('t.at', 'desc').orderBy('t.id', 'desc').offset(offset).limit(limit).execute()
  const posts = rows.length === 0 ? [] : await tables.selectFrom('thread_post as t').innerJoin('person as p', 'p.id', 't.author_id').select(['t.thread_id', 'p.name as by', 't.is_publisher', 't.at', 't.words'])
    .where('t.thread_id', 'in', rows.map((row) => row.id)).orderBy('t.at').orderBy('t.id').execute()
  const items = rows.map((row) => ThreadAnswer.parse({
    id: row.id, kind: row.kind, title: row.title, by: row.by, at: row.at.toISOString(), version: row.version, state: row.state,
    due: row.state === 'open' ? row.due_at.toISOString() : null, fixedIn: row.fixed_in, ...(row.cell && { cell: row.cell }),
    posts: posts.filter((post) => post.thread_id === row.id).map((post) => ({ by: post.by, isPublisher: post.is_publisher, at: post.at.toISOString(), words: post.words })),
    mayAnswer: answers && row.author_id !== personOf(principal),
  }))
  return { items, total }
}
