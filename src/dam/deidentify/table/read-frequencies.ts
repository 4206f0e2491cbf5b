import { z } from 'zod'
import type { ColumnBatch, SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql } from '#platform/engines/sql-text.ts'
import { codeArray, type CodeArray, type Frequencies } from './frequencies.ts'
import { type CodePlace, countWords } from './packing.ts'
import type { CodedSensitive } from './read-sensitive.ts'

/** What is counted, beside the combinations of quasi-identifiers. */
export interface CountRequest {
  readonly places: readonly CodePlace[]
  readonly cardinalities: readonly number[]
  readonly hasPersons: boolean
  readonly sensitive: readonly CodedSensitive[]
  /** How many groups rows are told apart by; 0 for none. */
  readonly groups: number
  /** Whether rows of the delivery that are not released are counted too. */
  readonly hasDelivered: boolean
}

/**
 * Counts the combinations of `deidentify_rows` by one GROUP BY over the packed words, and unpacks them into one array
 * a column. With persons, entries come by person.
 */
export async function readFrequencies(request: CountRequest, { engine }: { engine: SqlEngine }): Promise<Frequencies> {
  const { places, cardinalities, hasPersons, sensitive, groups, hasDelivered } = request
  const words = Array.from({ length: countWords(places) }, (_, word) => identifier(`w${word}`))
  const named = [
    ...words.map((word) => ({ value: word, name: word })),
    ...(hasPersons ? [{ value: identifier('person'), name: identifier('person') }] : []),
    ...sensitive.map(({ code }, place) => ({ value: sql`(${code})::integer`, name: identifier(`sensitive${place}`) })),
    ...(groups > 0 ? [{ value: identifier('grouped'), name: identifier('grouped') }] : []),
  ]
  const names = named.map(({ name }) => name)
  // Neighbours share their classes, which keeps the search's counters in the cache: the last column lies in the highest bits.
  const order = sql`order by ${joinSql([...(hasPersons ? [identifier('person')] : []), ...words.toReversed()], ', ')}`
  const counted = hasDelivered ? sql`(count(*) filter (released))::integer as n, count(*)::integer as delivered` : sql`count(*)::integer as n`
  const from = sql`deidentify_rows ${joinSql(sensitive.map(({ join }) => join), ' ')}`
  await engine.run(sql`create or replace temporary table deidentify_entries as
    select ${counted}, ${joinSql(names, ', ')} from (select ${joinSql(named.map(({ value, name }) => sql`${value} as ${name}`), ', ')}, released from ${from})
    ${hasDelivered ? sql`` : sql`where released`} group by ${joinSql(names, ', ')} ${order}`)
  const { entries } = await engine.queryOne(sql`select count(*) as entries from deidentify_entries`, z.object({ entries: z.number() }))
  const codes = cardinalities.map((cardinality) => codeArray(cardinality, entries))
  const counts = new Uint32Array(entries)
  const persons = new Uint32Array(hasPersons ? entries : 0)
  const delivered = new Uint32Array(hasDelivered ? entries : 0)
  const values = sensitive.map((column) => codeArray(column.values, entries))
  const grouped = codeArray(groups, groups > 0 ? entries : 0)
  let first = 0
  const columns: Sql[] = [identifier('n'), ...names, ...(hasDelivered ? [identifier('delivered')] : [])]
  for await (const batch of engine.batches(sql`select ${joinSql(columns, ', ')} from deidentify_entries`)) {
    counts.set(numbersOf(batch, 0), first)
    unpack(batch, places, codes, first)
    let place = 1 + words.length
    if (hasPersons) persons.set(numbersOf(batch, place++), first)
    for (const column of values) column.set(numbersOf(batch, place++), first)
    if (groups > 0) grouped.set(numbersOf(batch, place++), first)
    if (hasDelivered) delivered.set(numbersOf(batch, place), first)
    first += batch.rows
  }
  await engine.run(sql`drop table deidentify_entries`)
  return {
    entries, codes, counts, ...(hasPersons && { persons }), ...(sensitive.length > 0 && { sensitive: values }),
    ...(groups > 0 && { groups: grouped }), ...(hasDelivered && { delivered }),
  }
}

/** Takes the codes of each column out of its packed word, which stand behind the counts. */
function unpack(batch: ColumnBatch, places: readonly CodePlace[], codes: readonly CodeArray[], first: number): void {
  const halves = Array.from({ length: countWords(places) }, (_, word) => halvesOf(batch, 1 + word))
  places.forEach(({ word, shift, bits }, column) => {
    const from = halves[word]
    const into = codes[column]
    if (!from || !into) return
    const half = shift >= 32 ? 1 : 0
    const mask = 2 ** bits - 1
    for (let row = 0; row < batch.rows; row++) into[first + row] = ((from[2 * row + half] ?? 0) >>> (shift & 31)) & mask
  })
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
