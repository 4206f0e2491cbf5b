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
  /** The packed words of a row, in the order of `places`; those of its leaves where left out. */
  readonly words?: readonly Sql[]
  /** Joins what the words need to the rows. */
  readonly join?: Sql
  /** Whether entries come by their first word before all else. */
  readonly isByFirstWord?: boolean
  /** Which rows are counted; all where left out. */
  readonly only?: Sql
}

/** Counts the combinations of `deidentify_rows` and reads them. With persons, entries come by person. */
export async function readFrequencies(request: CountRequest, { engine }: { engine: SqlEngine }): Promise<Frequencies> {
  await countEntries(request, { engine })
  const { entries } = await engine.queryOne(sql`select count(*) as entries from deidentify_entries`, z.object({ entries: z.number() }))
  const frequencies = await readEntries(request, { entries, where: sql`true` }, { engine })
  await engine.run(sql`drop table deidentify_entries`)
  return frequencies
}

/** What a row's entry is made of, beside its rows. */
function partsOf({ places, hasPersons, sensitive, groups, words }: CountRequest): { readonly words: readonly Sql[]; readonly all: readonly { readonly value: Sql; readonly name: Sql }[] } {
  const named = Array.from({ length: countWords(places) }, (_, word) => identifier(`w${word}`))
  return {
    words: named,
    all: [
      ...named.map((name, word) => ({ value: words?.[word] ?? name, name })),
      ...(hasPersons ? [{ value: identifier('person'), name: identifier('person') }] : []),
      ...sensitive.map(({ code }, place) => ({ value: sql`(${code})::integer`, name: identifier(`sensitive${place}`) })),
      ...(groups > 0 ? [{ value: identifier('grouped'), name: identifier('grouped') }] : []),
    ],
  }
}

/** Counts the combinations of `deidentify_rows` by one GROUP BY over the packed words, into the temporary table `deidentify_entries`. */
export async function countEntries(request: CountRequest, { engine }: { engine: SqlEngine }): Promise<void> {
  const { hasPersons, sensitive, hasDelivered, join, isByFirstWord, only } = request
  const { words, all } = partsOf(request)
  const names = joinSql(all.map(({ name }) => name), ', ')
  // Neighbours share their classes, which keeps the search's counters in the cache: the last column lies in the highest bits.
  const order = joinSql([...(isByFirstWord ? words.slice(0, 1) : []), ...(hasPersons ? [identifier('person')] : []), ...words.toReversed()], ', ')
  const counted = hasDelivered ? sql`(count(*) filter (released))::integer as n, count(*)::integer as delivered` : sql`count(*)::integer as n`
  const from = sql`deidentify_rows ${join ?? sql``} ${joinSql(sensitive.map((column) => column.join), ' ')}`
  await engine.run(sql`create or replace temporary table deidentify_entries as
    select ${counted}, ${names} from (select ${joinSql(all.map(({ value, name }) => sql`${value} as ${name}`), ', ')}, released from ${from} where ${only ?? sql`true`})
    ${hasDelivered ? sql`` : sql`where released`} group by ${names} order by ${order}`)
}

/** Reads counted entries, all or a part, and unpacks them into one array a column. */
export async function readEntries(request: CountRequest, { entries, where }: { entries: number; where: Sql }, { engine }: { engine: SqlEngine }): Promise<Frequencies> {
  const { places, cardinalities, hasPersons, sensitive, groups, hasDelivered } = request
  const { words, all } = partsOf(request)
  const codes = cardinalities.map((cardinality) => codeArray(cardinality, entries))
  const counts = new Uint32Array(entries)
  const persons = new Uint32Array(hasPersons ? entries : 0)
  const delivered = new Uint32Array(hasDelivered ? entries : 0)
  const values = sensitive.map((column) => codeArray(column.values, entries))
  const grouped = codeArray(groups, groups > 0 ? entries : 0)
  let first = 0
  const columns: Sql[] = [identifier('n'), ...all.map(({ name }) => name), ...(hasDelivered ? [identifier('delivered')] : [])]
  for await (const batch of engine.batches(sql`select ${joinSql(columns, ', ')} from deidentify_entries where ${where}`)) {
    counts.set(numbersOf(batch, 0), first)
    unpack(batch, places, codes, first)
    let place = 1 + words.length
    if (hasPersons) persons.set(numbersOf(batch, place++), first)
    for (const column of values) column.set(numbersOf(batch, place++), first)
    if (groups > 0) grouped.set(numbersOf(batch, place++), first)
    if (hasDelivered) delivered.set(numbersOf(batch, place), first)
    first += batch.rows
  }
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
