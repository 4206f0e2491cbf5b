import { mkdtemp, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Column, Table } from '#dam/dataset/table.ts'
import { Recipe } from '#dam/recipe/recipe.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, withoutBindings } from '#platform/engines/sql-text.ts'

/** A delivery of a few rows on disk, with an engine to read it. */
export interface MadeDelivery {
  readonly engine: SqlEngine
  readonly directory: string
  readonly table: Table
  /** A new folder below the temporary one. */
  folder(name: string): Promise<string>
}

/** Writes columns of text, as collected from a CSV, to a temporary Parquet file. */
export async function makeDelivery(columns: readonly (Pick<Column, 'name' | 'type'> & { readonly format?: string; readonly values: readonly (string | null)[] })[]): Promise<MadeDelivery> {
  const directory = await mkdtemp(join(tmpdir(), 'datadam-deidentify-'))
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(directory, 'spill') })
  await engine.load('made', columns.map(({ values }, place) => ({ name: `m${place}`, type: 'text', values })))
  const names = columns.map(({ name }, place) => sql`${identifier(`m${place}`)} as ${identifier(name)}`)
  const file = join(directory, 'delivery.parquet')
  await engine.run(withoutBindings(sql`copy (select ${joinSql(names, ', ')} from made) to ${literal(file)} (format parquet)`))
  const table: Table = {
    file, rows: columns[0]?.values.length ?? 0,
    columns: columns.map(({ name, type, format }) => ({ name, type, stored: 'text', ...(format !== undefined && { format }) })),
  }
  return {
    engine, directory, table,
    async folder(name) {
      const path = join(directory, name)
      await mkdir(path, { recursive: true })
      return path
    },
  }
}

/** A whole recipe around the words that a test is about; global, where they do not say another recoding. */
export function makeRecipe(words: { readonly columns: unknown; readonly privacy?: object; readonly fairness?: unknown; readonly sample?: unknown; readonly release?: object }): Recipe {
  return Recipe.parse({
    datadam: 1, dataset: { name: 'city/people', title: 'People', licence: 'CC0-1.0', language: ['en'] }, source: { kind: 'csv', path: 'people.csv' },
    ...words, ...(words.privacy && { privacy: { recoding: 'global', ...words.privacy } }), release: { version: '1.0.0', ...words.release },
  })
}

/** The key of every test. */
export const MADE_KEY = new Uint8Array(32).fill(7)
