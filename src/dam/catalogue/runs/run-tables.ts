import type { ColumnType } from 'kysely'
import type { RUN_STATES, StageProgress } from './run-answers.ts'

type Json<Value> = ColumnType<Value, Value, Value>

/** A file that a run reads, by the name that its recipe has for it. */
export interface RunInput {
  readonly name: string
  readonly uploadId: string
}

/** The tables of recipes and runs, and what is read beside them. */
export type RunTables = {
  organisation: { id: string; slug: string }
  dataset: { id: string; publisher_id: string; slug: string }
  recipe_draft: { dataset_id: string; number: number; text: string; saved_by: string; saved_at: Date }
  run: {
    id: string; dataset_id: string; version_id: string; version: string; state: (typeof RUN_STATES)[number]; attempt: number
    started_by: string; created_at: Date; started_at: Date | null; ended_at: Date | null
    recipe: string; inputs: Json<readonly RunInput[]>; stages: Json<readonly StageProgress[]>
    because: string | null; release_path: string | null; job_id: string; change: number
  }
  run_log: { run_id: string; position: number; at: Date; line: string }
}
