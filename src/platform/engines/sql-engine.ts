import type { z } from 'zod'
import type { Sql } from './sql-text.ts'

/**
 * Columns of one batch of rows, as typed arrays where the engine has them.
 * An integer or float column without nulls comes as its typed array; everything else as an array.
 */
export interface ColumnBatch {
  readonly rows: number
  readonly columns: readonly ArrayLike<unknown>[]
}

/** A column to be loaded: 64-bit integers, doubles or text. */
export type ColumnToLoad =
  | { readonly name: string; readonly type: 'bigint'; readonly values: ArrayLike<bigint> }
  | { readonly name: string; readonly type: 'double' | 'integer'; readonly values: ArrayLike<number> }
  | { readonly name: string; readonly type: 'text'; readonly values: ArrayLike<string | null> }

/**
 * Where the rows are counted: statements in, rows or Parquet files out.
 *
 * Whole numbers arrive as `number` while they are safe and as `bigint` beyond; dates and timestamps as ISO text;
 * decimals as `number`; lists as arrays. Nothing is read from the network, no extension is loaded.
 */
export interface SqlEngine {
  /** Runs a statement for its effect. */
  run(statement: Sql): Promise<void>
  /** All rows, each parsed. Give every column a fixed alias: names out of a file must not become keys. */
  query<Schema extends z.ZodType>(statement: Sql, row: Schema): Promise<z.infer<Schema>[]>
  /** The only row. */
  queryOne<Schema extends z.ZodType>(statement: Sql, row: Schema): Promise<z.infer<Schema>>
  /** All rows as arrays, for statements whose column names come out of a file. */
  table(statement: Sql): Promise<{ readonly names: readonly string[]; readonly rows: readonly (readonly unknown[])[] }>
  /** Rows as they come, in batches, for results that are too large to hold as objects. */
  batches(statement: Sql): AsyncIterable<ColumnBatch>
  /** Makes a temporary table out of columns of equal length. */
  load(table: string, columns: readonly ColumnToLoad[]): Promise<void>
  /** Stops the running statement, which then throws. */
  interrupt(): void
  close(): void
}
