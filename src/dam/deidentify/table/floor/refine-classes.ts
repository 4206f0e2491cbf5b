import { z } from 'zod'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { codeArray, type Frequencies } from '../frequencies.ts'
import type { Lattice } from '../lattice.ts'
import { leafWords, loadPlaces, type PlacedRows, placedRows } from '../place-rows.ts'
import { countEntries, type CountRequest, readEntries, readFrequencies } from '../read-frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import { countByClass, countClasses } from './count-by-class.ts'

/** What classes are refined from. */
export interface RefineRequest {
  /** How the leaves of `deidentify_rows` are counted. */
  readonly count: CountRequest
  readonly lattice: Lattice
  /** The classes at the floor, and where its rows are. */
  readonly recoded: RecodedClasses
  readonly placed: PlacedRows
  /** Entries that are held at once; a class with more stays as it is. */
  readonly most: number
  /** Splits classes as far as it goes: entries come by class, and each class ends where it says. */
  readonly split: (frequencies: Frequencies, classes: readonly ClassPart[]) => Promise<RecodedClasses>
}

/** One class as a range of entries. */
export interface ClassPart {
  /** Not included. */
  readonly end: number
  readonly levels: Uint8Array
  readonly rows: number
}

/** Classes, the entries that they are made of, and where the engine finds the class of a row. */
export interface RefinedClasses {
  readonly recoded: RecodedClasses
  /** One entry a class, with one of its leaves, for each person, sensitive value and group in it; suppressed rows are one class. */
  readonly frequencies: Frequencies
  readonly placed: PlacedRows
}

/**
 * Splits classes that were found at a floor by the values under it: the engine sorts the combinations of leaves by class,
 * and some classes after the other are read and split alone. Rows never leave their class, so what every class
 * keeps, its parts keep; memory is that of the largest part.
 */
export async function refineClasses({ count, lattice, recoded, placed, most, split }: RefineRequest, { engine }: { engine: SqlEngine }): Promise<RefinedClasses> {
  const words = leafWords(count.places)
  const byClass = { ...countByClass(count, placed, recoded.classes), isByFirstWord: true }
  await countEntries(byClass, { engine })
  await engine.run(sql`create or replace temporary table deidentify_refined (${joinSql([...words.map((_, word) => sql`${identifier(`k${word}`)} bigint`), sql`class integer`], ', ')})`)
  const keys = joinSql(words.map((_, word) => identifier(`w${word + 1}`)), ', ')
  const found = classList(recoded.levels.length)
  for (const part of partClasses(await countEntriesByClass(recoded.classes, engine), most)) {
    const where = sql`w0 >= ${literal(part.first)} and w0 < ${literal(part.first + part.ends.length)}`
    if (part.ends.length === 1 && (part.ends[0] ?? 0) > most) {
      await engine.run(sql`insert into deidentify_refined select distinct ${keys}, ${literal(found.size())}::integer from deidentify_entries where ${where}`)
      found.addWhole(recoded, part.first, await firstCodes(byClass, where, engine))
      continue
    }
    const read = await readEntries(byClass, { entries: part.ends.at(-1) ?? 0, where }, { engine })
    const frequencies = { ...read, codes: read.codes.slice(1) }
    const refined = await split(frequencies, part.ends.map((end, place) => ({
      end, levels: Uint8Array.from(recoded.levels, (ofClass) => ofClass[part.first + place] ?? 0), rows: recoded.rows[part.first + place] ?? 0,
    })))
    await loadPlaces('deidentify_part', { frequencies, classOf: refined.classOf.map((number) => (number < 0 ? number : number + found.size())), places: count.places, lattice }, { engine })
    await engine.run(sql`insert into deidentify_refined select * from deidentify_part`)
    found.add(refined, frequencies)
  }
  await engine.run(sql`drop table deidentify_entries`)
  return gatherRefined(found, placedRows('deidentify_refined', words), count, engine)
}

const ClassEntries = z.tuple([z.number(), z.number()])

async function countEntriesByClass(classes: number, engine: SqlEngine): Promise<Int32Array> {
  const counts = new Int32Array(classes)
  const { rows } = await engine.table(sql`select w0, count(*) from deidentify_entries where w0 < ${literal(classes)} group by 1`)
  for (const row of rows) {
    const [number, entries] = ClassEntries.parse(row)
    counts[number] = entries
  }
  return counts
}

/** Neighbouring classes that together have at most so many entries, or one class that has more alone. */
function* partClasses(counts: Int32Array, most: number): Generator<{ first: number; ends: number[] }> {
  let part: { first: number; ends: number[] } = { first: 0, ends: [] }
  for (const [number, count] of counts.entries()) {
    const before = part.ends.at(-1) ?? 0
    if (part.ends.length > 0 && before + count > most) {
      yield part
      part = { first: number, ends: [count] }
    } else part.ends.push(before + count)
  }
  if (part.ends.length > 0) yield part
}

/** The leaves of one entry of a class. */
async function firstCodes(byClass: CountRequest, where: Sql, engine: SqlEngine): Promise<number[]> {
  const { codes } = await readEntries(byClass, { entries: 1, where: sql`rowid = (select min(rowid) from deidentify_entries where ${where})` }, { engine })
  return codes.slice(1).map((column) => column[0] ?? 0)
}

type ClassList = ReturnType<typeof classList>

/** Classes of several parts, one after the other. */
function classList(columns: number) {
  const parts: Pick<RecodedClasses, 'levels' | 'codes' | 'rows' | 'sizes'>[] = []
  /** By part and column, one leaf of each class. */
  const leaves: Int32Array[][] = []
  let size = 0
  return {
    size: () => size,
    add({ classes, classOf, ...others }: RecodedClasses, { codes }: Frequencies) {
      const firsts = new Int32Array(classes)
      classOf.forEach((number, entry) => { if (number >= 0) firsts[number] = entry })
      parts.push(others)
      leaves.push(codes.map((column) => firsts.map((entry) => column[entry] ?? 0)))
      size += classes
    },
    addWhole({ levels, codes, rows, sizes }: RecodedClasses, number: number, leavesOfClass: readonly number[]) {
      parts.push({ levels: levels.map((column) => column.slice(number, number + 1)), codes: codes.map((column) => column.slice(number, number + 1)), rows: rows.slice(number, number + 1), sizes: sizes.slice(number, number + 1) })
      leaves.push(leavesOfClass.map((leaf) => Int32Array.of(leaf)))
      size++
    },
    join() {
      const numbers = (of: (part: number) => ArrayLike<number> | undefined) => {
        const joined = new Int32Array(size)
        let at = 0
        for (let part = 0; part < parts.length; part++) {
          const own = of(part) ?? []
          joined.set(own, at)
          at += own.length
        }
        return joined
      }
      const places = Array.from({ length: columns }, (_, column) => column)
      return {
        levels: places.map((column) => Uint8Array.from(numbers((part) => parts[part]?.levels[column]))),
        codes: places.map((column) => numbers((part) => parts[part]?.codes[column])),
        rows: Uint32Array.from(numbers((part) => parts[part]?.rows)), sizes: Uint32Array.from(numbers((part) => parts[part]?.sizes)),
        leaves: places.map((column) => numbers((part) => leaves[part]?.[column])),
      }
    },
  }
}

async function gatherRefined(found: ClassList, placed: PlacedRows, count: CountRequest, engine: SqlEngine): Promise<RefinedClasses> {
  const classes = found.size()
  const { leaves, ...joined } = found.join()
  const read = await readFrequencies(countClasses(count, placed, classes), { engine })
  const [ofEntries = new Int32Array(read.entries)] = read.codes
  const codes = leaves.map((ofClasses, column) => {
    const ofColumn = codeArray(count.cardinalities[column] ?? 1, read.entries)
    for (let entry = 0; entry < read.entries; entry++) ofColumn[entry] = ofClasses[ofEntries[entry] ?? 0] ?? 0
    return ofColumn
  })
  return {
    recoded: { ...joined, classes, classOf: Int32Array.from(ofEntries, (number) => (number === classes ? -1 : number)) },
    frequencies: { ...read, codes }, placed,
  }
}
