import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { CodeArray, Frequencies } from './frequencies.ts'
import type { Lattice } from './lattice.ts'
import { listCombinations } from './list-classes.ts'
import { packedWords } from './mark-suppressed.ts'
import { type CodePlace, countWords } from './packing.ts'

/** Joins the class of each row of `deidentify_rows` as `c.class`; it is null where the row is suppressed. */
export interface PlacedRows {
  readonly join: Sql
}

/** The class of each combination of a frequency table; -1 where it is suppressed. */
export interface PlacedCombinations {
  readonly frequencies: Frequencies
  readonly classOf: Int32Array
  readonly places: readonly CodePlace[]
  readonly lattice: Lattice
}

/** Sends the combinations that are in a class to the engine, into a temporary table `table`, each once: its packed words `k0`… and its class. */
export async function loadPlaces(table: string, { frequencies, classOf, places, lattice }: PlacedCombinations, { engine }: { engine: SqlEngine }): Promise<void> {
  const entries = listCombinations(frequencies, lattice).filter((entry) => (classOf[entry] ?? -1) >= 0)
  const combinations = { classes: entries.length, codes: frequencies.codes.map((column) => pick(column, entries)) }
  await engine.load(table, [
    ...Array.from({ length: countWords(places) }, (_, word) => ({ name: `k${word}`, type: 'bigint' as const, values: packedWords(combinations, places, word) })),
    { name: 'class', type: 'integer', values: pick(classOf, entries) },
  ])
}

/** Looks rows up in such a table by their own packed words. */
export function placedRows(table: string, words: readonly Sql[]): PlacedRows {
  return { join: sql`left join ${identifier(table)} c on ${joinSql(words.map((word, place) => sql`c.${identifier(`k${place}`)} = ${word}`), ' and ')}` }
}

/** The packed words of a row's leaves. */
export function leafWords(places: readonly CodePlace[]): Sql[] {
  return Array.from({ length: countWords(places) }, (_, word) => identifier(`w${word}`))
}

function pick(items: CodeArray, places: Int32Array): Int32Array {
  return Int32Array.from(places, (place) => items[place] ?? 0)
}
