import { z } from 'zod'
import type { ColumnBatch, SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, sql } from '#platform/engines/sql-text.ts'
import { codeArray, type Frequencies } from './frequencies.ts'
import { type CodePlace, countWords } from './packing.ts'

/**
 * Counts the combinations of `deidentify_rows`, released ones only, by one GROUP BY over the packed words,
 * and unpacks them into one array a column. With persons, an entry is a combination and a person, by person.
 */
export async function readFrequencies(request: { places: readonly CodePlace[]; cardinalities: readonly number[]; hasPersons: boolean }, { engine }: { engine: SqlEngine }): Promise<Frequencies> {
  const { places, cardinalities, hasPersons } = request
  const words = Array.from({ length: countWords(places) }, (_, word) => identifier(`w${word}`))
  const person = hasPersons ? [identifier('person')] : []
  // Neighbours share their classes, which keeps the search's counters in the cache: the last column lies in the highest bits.
  const order = sql`order by ${joinSql([...person, ...words.toReversed()], ', ')}`
  await engine.run(sql`create or replace temporary table deidentify_entries as
    select count(*)::integer as n, ${joinSql([...words, ...person], ', ')} from deidentify_rows where released group by ${joinSql([...words, ...person], ', ')} ${order}`)
  const { entries } = await engine.queryOne(sql`select count(*) as entries from deidentify_entries`, z.object({ entries: z.number() }))
  const codes = cardinalities.map((cardinality) => codeArray(cardinality, entries))
  const counts = new Uint32Array(entries)
  const persons = new Uint32Array(hasPersons ? entries : 0)
  let first = 0
  for await (const batch of engine.batches(sql`select n, ${joinSql([...words, ...person], ', ')} from deidentify_entries`)) {
    counts.set(numbersOf(batch, 0), first)
    if (hasPersons) persons.set(numbersOf(batch, 1 + words.length), first)
    const halves = words.map((_, word) => halvesOf(batch, 1 + word))
    places.forEach(({ word, shift, bits }, column) => {
      const from = halves[word]
      const into = codes[column]
      if (!from || !into) return
      const half = shift >= 32 ? 1 : 0
      const mask = 2 ** bits - 1
      for (let row = 0; row < batch.rows; row++) into[first + row] = ((from[2 * row + half] ?? 0) >>> (shift & 31)) & mask
    })
    first += batch.rows
  }
  await engine.run(sql`drop table deidentify_entries`)
  return { entries, codes, counts, ...(hasPersons && { persons }) }
}

function numbersOf({ columns }: ColumnBatch, place: number): Int32Array {
  const column = columns[place]
  if (!(column instanceof Int32Array)) throw new Error('The engine gave counts that are not 32-bit integers')
  return column
}

/** The low and the high half of each 64-bit word, one after the other. */
function halvesOf({ columns }: ColumnBatch, place: number): Int32Array {
  const column = columns[place]
  if (!(column instanceof BigInt64Array)) throw new Error('The engine gave keys that are not 64-bit integers')
  return new Int32Array(column.buffer, column.byteOffset, column.length * 2)
}
