import { z } from 'zod'
import type { ColumnToLoad, SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import type { Lattice, Levels } from './lattice.ts'
import { type CodePlace, countWords, packWord, placeCodes, unpackCode } from './packing.ts'

/** A list that statements look up by code: `getvariable(name)[code + 1]`, which keeps the order of rows where a join may not. */
export async function setList(name: string, values: { readonly type: 'text'; readonly values: readonly (string | null)[] } | { readonly type: 'integer'; readonly values: Int32Array }, engine: SqlEngine): Promise<void> {
  const places: ColumnToLoad = { name: 'place', type: 'integer', values: Int32Array.from(values.values.keys()) }
  await engine.load('deidentify_list', [places, { name: 'item', ...values }])
  await engine.run(sql`set variable ${identifier(name)} = (select list(item order by place) from deidentify_list)`)
}

/** The item of a list at a code. */
export function listItem(name: string, code: Sql): Sql {
  return sql`getvariable(${literal(name)})[${code} + 1]`
}

/** The packed codes of a row's class at the chosen levels, word by word. Needs the lists `deidentify_way_…` of `markSuppressed`. */
export interface NodeWords {
  readonly words: readonly Sql[]
  readonly places: readonly CodePlace[]
}

/** Makes the lists that lead from leaf codes to the codes of a node, and the words that use them. */
export async function nodeWords(request: { places: readonly CodePlace[]; levels: Levels; lattice: Lattice }, { engine }: { engine: SqlEngine }): Promise<NodeWords> {
  const { levels, lattice, places } = request
  const coarse = placeCodes(levels.map((level, column) => lattice.cardinality(column, level)))
  const codes: Sql[] = []
  for (const [column, place] of places.entries()) {
    const leaf = unpackCode(place, identifier(`w${place.word}`))
    const level = levels[column] ?? 0
    if (level > 0) await setList(`deidentify_way_${column}`, { type: 'integer', values: lattice.between(column, 0, level) }, engine)
    codes.push(level === 0 ? leaf : listItem(`deidentify_way_${column}`, leaf))
  }
  return { places: coarse, words: Array.from({ length: countWords(coarse) }, (_, word) => packWord(codes, coarse, word)) }
}

/**
 * Marks the suppressed rows of a global recoding in `deidentify_rows`, in place, so that its order stays.
 * Sends whichever classes are fewer to the engine: those that are suppressed, or the others.
 */
export async function markSuppressed(request: { node: NodeWords; kept: CodeColumns; suppressed: CodeColumns }, { engine }: { engine: SqlEngine }): Promise<void> {
  const { node, kept, suppressed } = request
  if (suppressed.classes === 0) return
  const sendsSuppressed = suppressed.classes <= kept.classes
  const sent = sendsSuppressed ? suppressed : kept
  await engine.load('deidentify_classes', node.words.map((_, word) => ({ name: `k${word}`, type: 'bigint', values: packedWords(sent, node.places, word) })))
  const agrees = joinSql(node.words.map((word, place) => sql`c.${identifier(`k${place}`)} = ${word}`), ' and ')
  await engine.run(sql`update deidentify_rows set suppressed = true where rowid in (
    select r.rowid from deidentify_rows r ${sendsSuppressed ? sql`semi` : sql`anti`} join deidentify_classes c on ${agrees})`)
}

/** Rows marked, to compare with the search's own count. */
export async function countSuppressed({ engine }: { engine: SqlEngine }): Promise<number> {
  const { marked } = await engine.queryOne(sql`select count(*) as marked from deidentify_rows where suppressed and released`, z.object({ marked: z.number() }))
  return marked
}

/** Codes by column, one a class. */
export interface CodeColumns {
  readonly classes: number
  readonly codes: readonly ArrayLike<number>[]
}

/** One packed word of every class. */
export function packedWords({ classes, codes }: CodeColumns, places: readonly CodePlace[], word: number): BigInt64Array {
  const halves = new Int32Array(classes * 2)
  places.forEach((place, column) => {
    const ofColumn = codes[column]
    if (place.word !== word || !ofColumn) return
    const half = place.shift >= 32 ? 1 : 0
    for (let row = 0; row < classes; row++) halves[2 * row + half]! |= (ofColumn[row] ?? 0) << (place.shift & 31) // safe: two halves a class
  })
  return new BigInt64Array(halves.buffer)
}
