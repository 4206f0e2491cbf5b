import type { ColumnType } from 'kysely'
import type { Names } from '#platform/auth/people-answers.ts'
import type { AccessClass, DatasetDetails, DatasetSummary, VersionState, Words } from './dataset-answers.ts'

type Face = DatasetSummary['face']

/** JSON comes out as what it holds and goes in through `asJsonb`. */
type Json<Value> = ColumnType<Value, Value, Value>

/** The tables of data sets and their versions, and what is read beside them of those who publish. */
export type DatasetTables = {
  organisation: { id: string; slug: string; name: Names }
  person: { id: string; name: string }
  dataset: {
    id: string; publisher_id: string; slug: string; details: Json<DatasetDetails>; access: AccessClass; domain: string | null
    doi: string | null; latest_version_id: string | null; followers: ColumnType<number, number | undefined, number>; created_by: string; created_at: Date; edited_at: Date
  }
  version: {
    id: string; dataset_id: string; version: string; state: VersionState; run_id: string | null; started_by: string | null
    submitted_by: string | null; submitted_at: Date | null; release_path: string | null; rows: number | null; bytes: number | null
    manifest_sha256: string | null; verification: 'passed' | 'failed' | null
    /** Read by `Evidence`, of publishing. */
    evidence: Json<unknown>
    face: Json<Face | null>; doi: string | null; published_at: Date | null; withdrawn_at: Date | null; withdrawn_because: Json<Words | null>; created_at: Date
  }
  download_count: { version_id: string; day: string; path: string; downloads: number }
}
