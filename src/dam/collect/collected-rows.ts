import type { CollectReport } from '#dam/dataset/reports.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { TypeWish } from './find-types.ts'
import type { DataFile } from './receive-files.ts'
import type { SourceKind } from './source-kind.ts'

/** Files of one kind, whose rows are to be written to one table. */
export interface RowsRequest<Kind extends SourceKind = SourceKind> {
  readonly files: readonly DataFile[]
  readonly kind: Kind
  readonly source: Omit<Recipe['source'], 'kind'>
  readonly wishes: ReadonlyMap<string, TypeWish>
  readonly missingValues: readonly string[]
  /** A folder for files on the way. */
  readonly work: string
  /** Where the table is written. */
  readonly target: string
}

/** Rows as they were delivered, before the types of text are known. */
export interface CollectedRows {
  readonly columns: CollectReport['table']['columns']
  readonly dialect: CollectReport['dialect']
  readonly renamed: CollectReport['renamed']
  readonly misfits: CollectReport['misfits']
  readonly rows: number
}
