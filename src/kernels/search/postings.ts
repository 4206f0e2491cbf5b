import { makeIntegers, withRoom } from './with-room.ts'

/** Ordinals are below this: what an entry has room for. */
export const MOST_ORDINALS = 2 ** 24
/** The largest weight that an entry holds; the bit above it is the mark. */
export const MOST_WEIGHT = 127
export const MARK = 128

// Places in the four numbers of a term.
const [LAST, LENGTH, ROOM] = [1, 2, 3]

const PAGE_BITS = 18
const PAGE = 2 ** PAGE_BITS
const FIRST_CHUNK = 2
const LAST_CHUNK = 2 ** 12

/**
 * For each term the documents that hold it, by ascending ordinal. An entry is one number: ordinal · 256 + mark + weight.
 *
 * The entries of all terms share pages of one size, in chunks that double: most terms are rare, and an array of its own
 * for each would take more room than its entries.
 */
export interface Postings {
  /** Appends to a term; ordinals must ascend. */
  append(term: number, ordinal: number, weight: number, isMarked: boolean): void
  /** Copies the entries of a term to the start of a buffer, and answers how many; the buffer must hold `lengthOf(term)`. */
  read(term: number, into: Uint32Array): number
  lengthOf(term: number): number
  sizeBytes(): number
}

export const ordinalOf = (entry: number): number => entry >>> 8
export const weightOf = (entry: number): number => entry & MOST_WEIGHT
export const isMarked = (entry: number): boolean => (entry & MARK) !== 0

/** Postings without an entry. */
export function createPostings(): Postings {
  const pages: Uint32Array[] = []
  let used = PAGE
  // Four numbers a term, side by side: its first and its last chunk, how many entries there are, and how many more the last chunk takes.
  let terms = makeIntegers(4096)

  // A chunk is the address of the next one, then its entries. Its address is page · PAGE + offset; none is 0.
  const reserve = (capacity: number): number => {
    if (used + capacity + 1 > PAGE) {
      // Address 0 stands for "none", so the first page leaves its first place empty.
      used = pages.length === 0 ? 1 : 0
      pages.push(new Uint32Array(PAGE))
    }
    const address = (pages.length - 1) * PAGE + used
    used += capacity + 1
    return address
  }
  const pageOf = (address: number): Uint32Array => pages[address >>> PAGE_BITS] ?? EMPTY

  const makeRoom = (at: number): void => {
    const capacity = capacityAfter(terms[at + LENGTH] ?? 0)
    const address = reserve(capacity)
    const before = terms[at + LAST] ?? 0
    if (before === 0) terms[at] = address
    else pageOf(before)[before & (PAGE - 1)] = address
    terms[at + LAST] = address
    terms[at + ROOM] = capacity
  }

  return {
    append: (term, ordinal, weight, isMarked) => {
      const at = term * 4
      if (at >= terms.length) terms = withRoom(terms, at + 4, makeIntegers)
      if (terms[at + ROOM] === 0) makeRoom(at)
      const length = terms[at + LENGTH] ?? 0
      const address = terms[at + LAST] ?? 0
      const left = terms[at + ROOM] ?? 0
      pageOf(address)[(address & (PAGE - 1)) + 1 + capacityAt(length) - left] = (ordinal << 8 | (isMarked ? MARK : 0) | Math.min(weight, MOST_WEIGHT)) >>> 0
      terms[at + LENGTH] = length + 1
      terms[at + ROOM] = left - 1
    },
    read: (term, into) => {
      const length = terms[term * 4 + LENGTH] ?? 0
      let address = terms[term * 4] ?? 0
      for (let done = 0; done < length;) {
        const page = pageOf(address)
        const start = address & (PAGE - 1)
        const count = Math.min(capacityAfter(done), length - done)
        // Copied by hand where a view costs more than the few entries.
        if (count < 32) for (let at = 0; at < count; at++) into[done + at] = page[start + 1 + at] ?? 0
        else into.set(page.subarray(start + 1, start + 1 + count), done)
        done += count
        address = page[start] ?? 0
      }
      return length
    },
    lengthOf: (term) => terms[term * 4 + LENGTH] ?? 0,
    sizeBytes: () => pages.length * PAGE * 4 + terms.byteLength,
  }
}

const EMPTY = new Uint32Array(0)

/** Capacity of the chunk that begins after so many entries: 2, 4, 8 … up to the largest. */
function capacityAfter(length: number): number {
  return length + FIRST_CHUNK >= LAST_CHUNK ? LAST_CHUNK : length + FIRST_CHUNK
}

/** Capacity of the chunk that the entry after so many others lies in. */
function capacityAt(length: number): number {
  return length + FIRST_CHUNK >= LAST_CHUNK ? LAST_CHUNK : 1 << (31 - Math.clz32(length + FIRST_CHUNK))
}
