import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'

/** A CSV (UTF-8, with a header) or Parquet file that a recipe names, beside it. */
export interface ReferenceFile {
  /** For the statement that runs. */
  readonly rows: Sql
  /** For the statement that a reader pastes: the path as the recipe writes it. */
  readonly pasted: Sql
  readonly columns: readonly string[]
}

/** Opens a file that the recipe names by a path relative to `directory`. @throws {Refusal} `bad-recipe` when it is missing, cannot be read or lacks one of `columns` */
export async function openReferenceFile(path: string, columns: readonly string[], directory: string, { engine }: { engine: SqlEngine }): Promise<ReferenceFile> {
  const full = resolve(directory, path)
  if (!existsSync(full)) throw new Refusal('bad-recipe', `The recipe names the file ‘${path}’, which does not exist; write a path relative to the recipe`)
  const rows = reading(full)
  const names = await namesOf(rows, path, engine)
  const lacking = columns.find((column) => !names.includes(column))
  if (lacking !== undefined) throw new Refusal('bad-recipe', `The file ‘${path}’ has no column ‘${lacking}’; name one of its columns`)
  return { rows, pasted: reading(path), columns: names }
}

function reading(path: string): Sql {
  return /\.parquet$/i.test(path) ? sql`read_parquet(${literal(path)})` : sql`read_csv(${literal(path)}, header = true, all_varchar = true)`
}

async function namesOf(rows: Sql, path: string, engine: SqlEngine): Promise<readonly string[]> {
  try {
    return (await engine.table(sql`select * from ${rows} limit 0`)).names
  } catch (fault) {
    throw new Refusal('bad-recipe', `The file ‘${path}’ cannot be read; write a CSV file in UTF-8 with a header, or a Parquet file`, { cause: fault })
  }
}
