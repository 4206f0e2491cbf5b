import { distanceFrom } from './edit-distance.ts'
import { keystrokesOf } from './hangul.ts'
import type { Script } from './split-words.ts'
import { makeBytes, makeIntegers, withRoom } from './with-room.ts'

/** All terms, by number: words and their forms, and pairs of neighbouring Hangul syllables. */
export interface Dictionary {
  /** The number of a term, given now if it is new. */
  addWord(text: string, script: Script): number
  addPair(first: number, second: number): number
  findWord(text: string): number | undefined
  /** Of two UTF-16 codes. */
  findPair(first: number, second: number): number | undefined
  /** A word's text; that of a pair is empty. */
  textOf(term: number): string
  /** Words whose keystrokes begin with these, the word itself included. */
  startingWith(keys: string): number[]
  /** Words of a script at most so many letters (of Hangul: keys) from a text, with their distance. */
  near(text: string, script: Script, most: number): { readonly term: number; readonly distance: number }[]
  /** Sorts the words that came since; else the next search for a beginning does. */
  sort(): void
  readonly size: number
}

/** New words are looked through one by one until there are so many; then they are sorted among the others. */
const MOST_UNSORTED = 2048

/** A dictionary without a term. */
export function createDictionary(): Dictionary {
  const words = new Map<string, number>()
  const pairs = new Map<number, number>()
  // By term. Keys of a pair are undefined, so that no search for words finds it.
  const texts: string[] = []
  const keys: (string | undefined)[] = []
  let sketches = new Uint32Array(1024)
  let sizes = new Uint8Array(1024)
  let sorted: number[] = []
  let unsorted: number[] = []

  const compare = (left: number, right: number): number => { const [a = '', b = ''] = [keys[left], keys[right]]; return a < b ? -1 : a > b ? 1 : left - right }
  const sortIn = (): void => {
    sorted = merge(sorted, unsorted.toSorted(compare), compare)
    unsorted = []
  }

  return {
    addWord: (text, script) => {
      const known = words.get(text)
      if (known !== undefined) return known
      const term = texts.length
      const typed = script === 'hangul' ? keystrokesOf(text) : text
      const own = copied(text)
      words.set(own, term)
      texts.push(own)
      keys.push(typed)
      sketches = withRoom(sketches, term + 1, makeIntegers)
      sizes = withRoom(sizes, term + 1, makeBytes)
      sketches[term] = sketchOf(typed)
      sizes[term] = sizeFor(typed.length, script)
      unsorted.push(term)
      return term
    },
    addPair: (first, second) => {
      const code = first << 16 | second
      const known = pairs.get(code)
      if (known !== undefined) return known
      const term = texts.length
      pairs.set(code, term)
      texts.push('')
      keys.push(undefined)
      return term
    },
    findWord: (text) => words.get(text),
    findPair: (first, second) => pairs.get(first << 16 | second),
    textOf: (term) => texts[term] ?? '',
    startingWith: (start) => {
      if (unsorted.length > MOST_UNSORTED) sortIn()
      const found: number[] = unsorted.filter((term) => keys[term]?.startsWith(start))
      for (let at = firstFrom(sorted, start, keys); at < sorted.length; at++) {
        const term = sorted[at] ?? 0
        if (!keys[term]?.startsWith(start)) break
        found.push(term)
      }
      return found
    },
    near: (text, script, most) => {
      const typed = script === 'hangul' ? keystrokesOf(text) : text
      const near: { term: number; distance: number }[] = []
      const [distance, sketch] = [distanceFrom(typed), sketchOf(typed)]
      const [least, largest] = [sizeFor(Math.max(1, typed.length - most), script), sizeFor(typed.length + most, script)]
      for (let term = 0; term < texts.length; term++) {
        const size = sizes[term] ?? 0
        // A letter that was exchanged changes two bits of the sketch at most.
        if (size < least || size > largest || bitsOf((sketches[term] ?? 0) ^ sketch) > 2 * most) continue
        const measured = distance(keys[term] ?? '')
        if (measured <= most) near.push({ term, distance: measured })
      }
      return near
    },
    sort: sortIn,
    get size() { return texts.length },
  }
}

/** A word cut out of a long text keeps all of that text in memory, unless it is short (V8 copies up to 12 characters). */
function copied(text: string): string {
  return text.length > 12 ? Array.from(text).join('') : text
}

/** Length and script in one number, so that one comparison decides about both; 0 is no word. Longer ones count as the longest. */
function sizeFor(length: number, script: Script): number {
  return SCRIPTS.indexOf(script) * 64 + Math.min(length, 63)
}

const SCRIPTS: readonly Script[] = ['hangul', 'arabic', 'other', 'number']

/** A bit for each of 32 classes of letters that occur. */
function sketchOf(text: string): number {
  let sketch = 0
  for (let at = 0; at < text.length; at++) sketch |= 1 << (text.charCodeAt(at) & 31)
  return sketch >>> 0
}

function bitsOf(number: number): number {
  let bits = number - ((number >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0F0F0F0F, 0x01010101) >>> 24
}

/** The first place of a sorted list whose keys are not before a text. */
function firstFrom(sorted: readonly number[], start: string, keys: readonly (string | undefined)[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[sorted[middle] ?? 0] ?? '') < start) low = middle + 1
    else high = middle
  }
  return low
}

function merge(left: readonly number[], right: readonly number[], compare: (left: number, right: number) => number): number[] {
  const merged: number[] = []
  let [fromLeft, fromRight] = [0, 0]
  while (fromLeft < left.length || fromRight < right.length) {
    const [a, b] = [left[fromLeft], right[fromRight]]
    if (b === undefined || (a !== undefined && compare(a, b) <= 0)) { merged.push(a ?? 0); fromLeft++ } else { merged.push(b); fromRight++ }
  }
  return merged
}
