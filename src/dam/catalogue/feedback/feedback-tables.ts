import type { ColumnType } from 'kysely'
import type { DatasetTables } from '../datasets/dataset-tables.ts'
import type { CitingAnswer, ThreadRequest } from './feedback-answers.ts'
import type { ThreadKind, ThreadState } from './thread-state.ts'

type Json<Value> = ColumnType<Value, Value, Value>

/** The tables of feedback, beside those of data sets. */
export type FeedbackTables = DatasetTables & {
  thread: {
    id: string; dataset_id: string; kind: ThreadKind; title: string; author_id: string; at: Date; version: string | null; state: ThreadState
    due_at: Date; decided_at: Date | null; fixed_in: string | null; cell: Json<ThreadRequest['cell'] | null>; overdue_told_at: Date | null
  }
  thread_post: { id: string; thread_id: string; author_id: string; is_publisher: boolean; at: Date; words: string }
  citing_work: { id: string; dataset_id: string; kind: CitingAnswer['kind']; title: string; url: string; added_by: string; at: Date; confirmed_at: Date | null; confirmed_by: string | null }
  follow: { dataset_id: string; person_id: string; at: Date }
}
