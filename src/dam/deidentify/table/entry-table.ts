import { codeArray, type CodeArray, type Frequencies } from './frequencies.ts'
import type { Lattice, Levels } from './lattice.ts'

/** Frequencies whose codes stand at some level of each hierarchy. */
export interface EntryTable extends Frequencies {
  readonly levels: Levels
  /** Of each entry, the number of its sensitive values and group: entries with different ones stay apart. */
  readonly marks?: Int32Array
}

/** The table of all leaves, with marks where entries hold more than codes and persons. */
export function baseTable(frequencies: Frequencies): EntryTable {
  const table = { ...frequencies, levels: frequencies.codes.map(() => 0) }
  const apart = [...frequencies.sensitive ?? [], ...(frequencies.groups ? [frequencies.groups] : [])]
  const [first, ...others] = apart
  if (!first) return table
  const space = workspaceFor(frequencies.entries)
  const marks = Int32Array.from(first)
  for (const codes of others) internWords(marks, Int32Array.from(codes), frequencies.entries, space)
  return { ...table, marks }
}

/** Arrays that every grouping uses anew, as long as the longest table. */
export interface Workspace {
  /** After a grouping: the class of each entry. */
  readonly classOf: Int32Array
  readonly word: Int32Array
  readonly firstKeys: Int32Array
  readonly secondKeys: Int32Array
  slots: Int32Array
}

/** Up to this many cells, or four an entry, a class is addressed directly: clearing them costs less than hashing. */
const DIRECT_CELLS = 4096
const WORD_LIMIT = 2 ** 31

/** Arrays for grouping tables of up to so many entries. */
export function workspaceFor(entries: number): Workspace {
  return {
    classOf: new Int32Array(entries), word: new Int32Array(entries),
    firstKeys: new Int32Array(entries), secondKeys: new Int32Array(entries), slots: new Int32Array(0),
  }
}

/**
 * Groups a table's entries into the classes of a coarser node; `space.classOf` then holds each entry's class.
 *
 * Codes are packed into two words of 31 bits; one small word addresses its class directly, others go through an
 * open-addressing table, which keeps one class at 12 bytes where a Map would take about a hundred.
 * @returns an upper bound of the class numbers; numbers in between may be unused
 */
export function groupEntries(table: EntryTable, target: Levels, lattice: Lattice, space: Workspace): number {
  const { cells, hasSecond } = packWords(table, target, lattice, space)
  if (hasSecond) return internWords(space.classOf, space.word, table.entries, space)
  return cells <= Math.max(DIRECT_CELLS, 2 * table.entries) ? cells : internWords(space.classOf, undefined, table.entries, space)
}

/**
 * About how many entries a roll-up would leave, from those whose packed words fall into one of 64 parts by hash.
 *
 * A tenth of the cost of the roll-up, so that a vain one is not begun. With persons or marks it is not estimated: 0.
 */
export function estimateEntries(table: EntryTable, target: Levels, lattice: Lattice, space: Workspace): number {
  if (table.persons || table.marks) return 0
  const { cells, hasSecond } = packWords(table, target, lattice, space)
  if (!hasSecond && cells <= DIRECT_CELLS) return cells
  const { classOf, word } = space
  let kept = 0
  for (let entry = 0; entry < table.entries; entry++) {
    const first = classOf[entry] ?? 0
    const second = hasSecond ? word[entry] ?? 0 : 0
    if ((mixWords(first, second) >>> 26) !== 0) continue
    classOf[kept] = first
    word[kept] = second
    kept++
  }
  return internWords(classOf, word, kept, space) * 64
}

/** Packs the codes at the target's levels into `space.classOf` and, where one word is too short, `space.word`. */
function packWords(table: EntryTable, target: Levels, lattice: Lattice, space: Workspace): { cells: number; hasSecond: boolean } {
  space.classOf.fill(0, 0, table.entries)
  let cells = 1
  let hasSecond = false
  target.forEach((level, column) => {
    const cardinality = lattice.cardinality(column, level)
    if (cardinality <= 1) return
    if (cells * cardinality >= WORD_LIMIT) {
      if (hasSecond) internWords(space.classOf, space.word, table.entries, space)
      hasSecond = true
      space.word.fill(0, 0, table.entries)
      cells = 1
    }
    const way = lattice.between(column, table.levels[column] ?? 0, level)
    addScaled(hasSecond ? space.word : space.classOf, table.codes[column], way, cells, table.entries)
    cells *= cardinality
  })
  return { cells, hasSecond }
}

/** Rows of each class, and its distinct persons where the table has persons. */
export function classSizes(table: EntryTable, classes: number, { classOf }: Workspace): { rows: Uint32Array; sizes: Uint32Array } {
  const rows = new Uint32Array(classes)
  const { counts, persons, entries } = table
  for (let entry = 0; entry < entries; entry++) rows[classOf[entry] ?? 0]! += counts[entry] ?? 0 // safe: every class is below `classes`
  if (!persons) return { rows, sizes: rows }
  const sizes = new Uint32Array(classes)
  const lastSeen = new Int32Array(classes).fill(-1)
  for (let entry = 0; entry < entries; entry++) {
    const place = classOf[entry] ?? 0
    const person = persons[entry] ?? 0
    // Rows of the delivery alone have no person in the release.
    if (lastSeen[place] === person || counts[entry] === 0) continue
    lastSeen[place] = person
    sizes[place]! += 1 // safe: every class is below `classes`
  }
  return { rows, sizes }
}

/** The same table at a coarser node: entries that have become equal are one. */
export function rollUp(table: EntryTable, target: Levels, lattice: Lattice, space: Workspace): EntryTable {
  let classes = groupEntries(table, target, lattice, space)
  if (table.marks) {
    space.word.set(table.marks)
    classes = internWords(space.classOf, space.word, table.entries, space)
  }
  const { merged, firsts } = mergeEntries(table, classes, space)
  const added = (counts: Uint32Array) => {
    const sums = new Uint32Array(merged)
    for (let entry = 0; entry < table.entries; entry++) sums[space.word[entry] ?? 0]! += counts[entry] ?? 0 // safe: `word` holds places below `merged`
    return sums
  }
  const codes = table.codes.map((column, place) => {
    const level = target[place] ?? 0
    const way = lattice.between(place, table.levels[place] ?? 0, level)
    const coarse = codeArray(lattice.cardinality(place, level), merged)
    for (let entry = 0; entry < merged; entry++) coarse[entry] = way[column[firsts[entry] ?? 0] ?? 0] ?? 0
    return coarse
  })
  const { persons, sensitive, groups, delivered, marks } = table
  return {
    entries: merged, codes, counts: added(table.counts), levels: target,
    ...(persons && { persons: firsts.map((first) => persons[first] ?? 0) }),
    ...(sensitive && { sensitive: sensitive.map((column) => pick(column, firsts)) }),
    ...(groups && { groups: pick(groups, firsts) }),
    ...(delivered && { delivered: added(delivered) }),
    ...(marks && { marks: Int32Array.from(firsts, (first) => marks[first] ?? 0) }),
  }
}

function pick(codes: CodeArray, places: Uint32Array): CodeArray {
  const picked = codes.slice(0, places.length)
  places.forEach((place, entry) => { picked[entry] = codes[place] ?? 0 })
  return picked
}

/** Numbers the entries that remain; `space.word` then holds each old entry's new place. */
function mergeEntries(table: EntryTable, classes: number, { classOf, word }: Workspace): { merged: number; firsts: Uint32Array } {
  const lastSeen = new Int32Array(classes).fill(-1)
  const lastPlace = new Int32Array(classes)
  const firsts = new Uint32Array(table.entries)
  let merged = 0
  for (let entry = 0; entry < table.entries; entry++) {
    const place = classOf[entry] ?? 0
    const person = table.persons?.[entry] ?? 0
    if (lastSeen[place] !== person) {
      lastSeen[place] = person
      lastPlace[place] = merged
      firsts[merged] = entry
      merged++
    }
    word[entry] = lastPlace[place] ?? 0
  }
  return { merged, firsts: firsts.slice(0, merged) }
}

function addScaled(words: Int32Array, codes: CodeArray | undefined, way: Int32Array, scale: number, entries: number): void {
  if (!codes) return
  const scaled = scale === 1 ? way : way.map((code) => code * scale)
  for (let entry = 0; entry < entries; entry++) words[entry]! += scaled[codes[entry] ?? 0] ?? 0 // safe: the workspace is as long as the table
}

/** Replaces each pair of words by the number of its first occurrence among the distinct pairs. */
function internWords(first: Int32Array, second: Int32Array | undefined, entries: number, space: Workspace): number {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, entries * 1.6)))
  if (space.slots.length < capacity) space.slots = new Int32Array(capacity)
  else space.slots.fill(0, 0, capacity)
  const { slots, firstKeys, secondKeys } = space
  const mask = capacity - 1
  let classes = 0
  for (let entry = 0; entry < entries; entry++) {
    const a = first[entry] ?? 0
    const b = second ? second[entry] ?? 0 : 0
    let slot = mixWords(a, b) & mask
    let found = slots[slot] ?? 0
    while (found !== 0 && (firstKeys[found - 1] !== a || secondKeys[found - 1] !== b)) {
      slot = (slot + 1) & mask
      found = slots[slot] ?? 0
    }
    if (found === 0) {
      firstKeys[classes] = a
      secondKeys[classes] = b
      classes++
      slots[slot] = classes
      found = classes
    }
    first[entry] = found - 1
  }
  return classes
}

/** A hash of 32 bits of two words. */
function mixWords(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  return mixed ^ (mixed >>> 13)
}
