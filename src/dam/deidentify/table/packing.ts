import { joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'

/** Where a code lies: which 64-bit word, and from which bit. */
export interface CodePlace {
  readonly word: number
  readonly shift: number
  readonly bits: number
}

const HALF_BITS = 31

/**
 * Gives each column's codes a place in as few 64-bit words as possible.
 * No code crosses the middle of a word, so that 32-bit arithmetic reads it, and no word is negative.
 */
export function placeCodes(cardinalities: readonly number[]): CodePlace[] {
  let half = 0
  let used = 0
  return cardinalities.map((cardinality) => {
    const bits = Math.max(1, Math.ceil(Math.log2(Math.max(2, cardinality))))
    if (used + bits > HALF_BITS) { half++; used = 0 }
    const place = { word: half >> 1, shift: (half & 1) * 32 + used, bits }
    used += bits
    return place
  })
}

/** How many words the places take; at least one. */
export function countWords(places: readonly CodePlace[]): number {
  return places.reduce((most, { word }) => Math.max(most, word + 1), 1)
}

/** One word, put together from codes in the order of the places. */
export function packWord(codes: readonly Sql[], places: readonly CodePlace[], word: number): Sql {
  const parts = codes.flatMap((code, column) => {
    const place = places[column]
    return place?.word === word ? [sql`((${code})::bigint << ${literal(place.shift)})`] : []
  })
  return parts.length === 0 ? sql`0::bigint` : sql`(${joinSql(parts, ' + ')})`
}

/** One code out of its word. */
export function unpackCode({ shift, bits }: CodePlace, word: Sql): Sql {
  return sql`((${word} >> ${literal(shift)}) & ${literal(2 ** bits - 1)})`
}
