import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import { numbersBelow } from './frequencies.ts'
import { packedWords } from './mark-suppressed.ts'
import { type CodePlace, countWords, placeCodes, unpackCode } from './packing.ts'
import { leafWords, type PlacedRows } from './place-rows.ts'

/** The label of each class, by column: its place in the column's list, and how many labels there are. */
export interface ClassLabels {
  readonly ofClass: Int32Array
  readonly labels: number
}

/**
 * Gives every row of `deidentify_rows` the labels of its class, packed into the new columns `r0`…, and marks the suppressed
 * ones. Changes rows in place, so that their order stays; the packed words of their leaves go.
 * @returns for each column, the place of a row's label
 */
export async function recodeRows({ placed, columns, places }: { placed: PlacedRows; columns: readonly ClassLabels[]; places: readonly CodePlace[] }, { engine }: { engine: SqlEngine }): Promise<Sql[]> {
  const labelPlaces = placeCodes(columns.map(({ labels }) => labels))
  const labels = { classes: columns[0]?.ofClass.length ?? 0, codes: columns.map(({ ofClass }) => ofClass) }
  const names = Array.from({ length: countWords(labelPlaces) }, (_, word) => `r${word}`)
  await engine.load('deidentify_recoded', [
    { name: 'class', type: 'integer', values: numbersBelow(labels.classes) },
    ...names.map((name, word) => ({ name, type: 'bigint' as const, values: packedWords(labels, labelPlaces, word) })),
  ])
  const taken = joinSql(names.map((name) => sql`l.${identifier(name)}`), ', ')
  // A join may change the order of rows, so its labels are put back into it and laid beside the rows, place by place.
  // An update in place took 46 s for a million rows, this takes one.
  await engine.run(sql`create or replace temporary table deidentify_labelled as
    select ${taken}, c.class is null as suppressed from deidentify_rows r ${placed.join} left join deidentify_recoded l on l.class = c.class order by r.rowid`)
  await engine.run(sql`drop table deidentify_recoded`)
  await engine.run(sql`create or replace temporary table deidentify_beside as
    select r.* exclude (suppressed, ${joinSql(leafWords(places), ', ')}), l.* from deidentify_rows r positional join deidentify_labelled l`)
  await engine.run(sql`drop table deidentify_labelled`)
  await engine.run(sql`drop table deidentify_rows`)
  await engine.run(sql`alter table deidentify_beside rename to deidentify_rows`)
  return labelPlaces.map((place) => unpackCode(place, identifier(`r${place.word}`)))
}
