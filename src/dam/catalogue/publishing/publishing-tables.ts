import type { ColumnType } from 'kysely'
import type { DatasetTables } from '../datasets/dataset-tables.ts'
import type { VersionDiff } from './version-diff.ts'

/** The tables of publishing, beside those of data sets. */
export type PublishingTables = DatasetTables & {
  version_decision: { id: string; version_id: string; at: Date; person_id: string; decision: 'submitted' | 'approved' | 'returned' | 'withdrawn'; words: string }
  version_diff: { version_id: string; before_id: string; release_path: string; diff: ColumnType<VersionDiff, VersionDiff, VersionDiff>; computed_at: Date }
  download: { id: string; version_id: string; person_id: string; path: string; at: Date }
}
