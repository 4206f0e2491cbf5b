import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import { baseTable, groupEntries, workspaceFor } from './entry-table.ts'
import { type Frequencies, numbersBelow } from './frequencies.ts'
import type { Lattice } from './lattice.ts'
import { packedWords } from './mark-suppressed.ts'
import { type CodePlace, countWords, placeCodes, unpackCode } from './packing.ts'

/** The label of each class, by column: its place in the column's list, and how many labels there are. */
export interface ClassLabels {
  readonly ofClass: Int32Array
  readonly labels: number
}

/**
 * Gives every row of `deidentify_rows` the labels of its class, packed into the new columns `r0`…, and marks the suppressed
 * ones: one combination of leaves, one class. Changes rows in place, so that their order stays.
 * @returns for each column, the place of a row's label
 */
export async function recodeRows(request: { frequencies: Frequencies; classOf: Int32Array; columns: readonly ClassLabels[]; places: readonly CodePlace[]; lattice: Lattice }, { engine }: { engine: SqlEngine }): Promise<Sql[]> {
  const { frequencies, classOf, columns, places, lattice } = request
  const entries = listCombinations(frequencies, lattice)
  const classes = entries.length
  const keys = { classes, codes: frequencies.codes.map((column) => pick(column, entries)) }
  const labelPlaces = placeCodes(columns.map(({ labels }) => labels))
  const classOfEntries = pick(classOf, entries)
  const labels = { classes, codes: columns.map(({ ofClass }) => pick(ofClass, classOfEntries)) }
  const keyNames = Array.from({ length: countWords(places) }, (_, word) => `w${word}`)
  const labelNames = Array.from({ length: countWords(labelPlaces) }, (_, word) => `r${word}`)
  await engine.load('deidentify_recoded', [
    ...keyNames.map((name, word) => ({ name, type: 'bigint' as const, values: packedWords(keys, places, word) })),
    ...labelNames.map((name, word) => ({ name, type: 'bigint' as const, values: packedWords(labels, labelPlaces, word) })),
    { name: 'outside', type: 'integer' as const, values: classOfEntries.map((place) => (place < 0 ? 1 : 0)) },
  ])
  const agrees = joinSql(keyNames.map((name) => sql`r.${identifier(name)} = c.${identifier(name)}`), ' and ')
  const taken = joinSql(labelNames.map((name) => sql`c.${identifier(name)}`), ', ')
  // A join may change the order of rows, so its labels are put back into it and laid beside the rows, place by place.
  // An update in place took 46 s for a million rows, this takes one.
  await engine.run(sql`create or replace temporary table deidentify_labelled as
    select ${taken}, c.outside = 1 as suppressed from deidentify_rows r join deidentify_recoded c on ${agrees} order by r.rowid`)
  await engine.run(sql`drop table deidentify_recoded`)
  await engine.run(sql`create or replace temporary table deidentify_beside as
    select r.* exclude (suppressed, ${joinSql(keyNames.map(identifier), ', ')}), l.* from deidentify_rows r positional join deidentify_labelled l`)
  await engine.run(sql`drop table deidentify_labelled`)
  await engine.run(sql`drop table deidentify_rows`)
  await engine.run(sql`alter table deidentify_beside rename to deidentify_rows`)
  return labelPlaces.map((place) => unpackCode(place, identifier(`r${place.word}`)))
}

/** The items at some places; 0 for places that are none. */
function pick(items: ArrayLike<number>, places: Int32Array): Int32Array {
  const picked = new Int32Array(places.length)
  for (let index = 0; index < places.length; index++) picked[index] = items[places[index] ?? -1] ?? 0
  return picked
}

/** One entry of each combination of leaves. */
function listCombinations(frequencies: Frequencies, lattice: Lattice): Int32Array {
  const { entries, persons, sensitive, groups } = frequencies
  if (!persons && !sensitive && !groups) return numbersBelow(entries)
  const space = workspaceFor(entries)
  const table = baseTable(frequencies)
  const firsts = new Int32Array(groupEntries(table, table.levels, lattice, space)).fill(-1)
  for (let entry = 0; entry < entries; entry++) firsts[space.classOf[entry] ?? 0] = entry
  return firsts.filter((entry) => entry >= 0)
}
