import type { Dictionary } from './dictionary.ts'
import { foldText } from './fold-text.ts'
import { MARK, MOST_WEIGHT } from './postings.ts'
import type { SearchTexts } from './search-document.ts'
import { JOINTS, splitWords } from './split-words.ts'
import { makeBytes, makeIntegers, withRoom } from './with-room.ts'
import { formsOf } from './word-forms.ts'

/** How much a word counts where it stands. */
const FIELDS: readonly { readonly name: keyof SearchTexts; readonly weight: number }[] = [
  { name: 'title', weight: 8 }, { name: 'keywords', weight: 5 }, { name: 'publisher', weight: 4 }, { name: 'columns', weight: 2 }, { name: 'description', weight: 1 },
]

/** What stands between blanks and hyphens is remembered with its terms, up to so many: most words come again and again. */
const MOST_REMEMBERED = 400_000

/** A piece of a text without a blank or hyphen, worked out. */
interface Piece {
  readonly words: number
  /** Forms and pairs; each twice its number, and 1 more where it is marked. */
  readonly terms: readonly number[]
  /** Codes of the Hangul that it begins and ends with; 0 where it does not. */
  readonly head: number
  readonly tail: number
}

/** Collects the terms of one document after the other. */
export interface TermCollector {
  /** Reads a document, and answers the number of its words. */
  collect(texts: SearchTexts): number
  /** Hands on each term of the document that was read. A term is marked where it is fit to be shown. */
  handOn(take: (term: number, weight: number, isMarked: boolean) => void): void
  /** Gives back the room of what it remembers to be fast. */
  forget(): void
}

/** A collector that gives new terms their number in a dictionary. */
export function createTermCollector(dictionary: Dictionary): TermCollector {
  // Pieces lie one after the other in one array, found by their text: how many words, head, tail, how many terms, the
  // terms. As objects they made indexing 100,000 data sets a third slower (59 CPU seconds, not 44).
  const remembered = new Map<string, number>()
  let pieces = makeIntegers(1024)
  let used = 0
  // By term, the weight and the mark in the document that is being read; 0 once it has been handed on.
  let weights = makeBytes(1024)
  let collected = makeIntegers(1024)
  let count = 0

  const add = (term: number, weight: number, mark: number): void => {
    const before = weights[term] ?? 0
    if (before === 0) {
      if (term >= weights.length) weights = withRoom(weights, term + 1, makeBytes)
      if (count >= collected.length) collected = withRoom(collected, count + 1, makeIntegers)
      collected[count++] = term
    }
    weights[term] = (before & MARK) | mark | Math.min(MOST_WEIGHT, (before & MOST_WEIGHT) + weight)
  }
  const forget = (): void => {
    remembered.clear()
    used = 0
  }
  const placeOf = (text: string): number => {
    const known = remembered.get(text)
    if (known !== undefined) return known
    if (remembered.size >= MOST_REMEMBERED) forget()
    const { words, head, tail, terms } = workOut(text, dictionary)
    const place = used
    used += 4 + terms.length
    pieces = withRoom(pieces, used, makeIntegers)
    pieces.set([words, head, tail, terms.length, ...terms], place)
    remembered.set(text, place)
    return place
  }

  return {
    collect: (texts) => {
      let words = 0
      for (const { name, weight } of FIELDS) {
        for (const text of texts[name]) {
          let before = 0
          for (const written of text.split(JOINTS)) {
            const place = placeOf(written)
            words += pieces[place] ?? 0
            const end = place + 4 + (pieces[place + 3] ?? 0)
            for (let at = place + 4; at < end; at++) add((pieces[at] ?? 0) >>> 1, weight, ((pieces[at] ?? 0) & 1) * MARK)
            // A pair across the gap between two words: spacing is where Korean writers differ most.
            const head = pieces[place + 1] ?? 0
            if (before !== 0 && head !== 0) add(dictionary.addPair(before, head), weight, 0)
            before = pieces[place + 2] ?? 0
          }
        }
      }
      return words
    },
    handOn: (take) => {
      for (let at = 0; at < count; at++) {
        const term = collected[at] ?? 0
        const weight = weights[term] ?? 0
        weights[term] = 0
        take(term, weight & MOST_WEIGHT, (weight & MARK) !== 0)
      }
      count = 0
    },
    forget,
  }
}

function workOut(text: string, dictionary: Dictionary): Piece {
  const folded = foldText(text)
  const words = splitWords(folded)
  const terms: number[] = []
  for (const [place, { text, script, follows }] of words.entries()) {
    for (const form of formsOf({ text, script })) terms.push(dictionary.addWord(form.text, script) * 2 + (form.kind === 'stem' ? 0 : 1))
    if (script !== 'hangul') continue
    const joined = follows ? (words[place - 1]?.text.slice(-1) ?? '') + text : text
    for (let at = 1; at < joined.length; at++) terms.push(dictionary.addPair(joined.charCodeAt(at - 1), joined.charCodeAt(at)) * 2)
  }
  const [first, last] = [words[0], words.at(-1)]
  return {
    words: words.length, terms,
    head: first?.script === 'hangul' && folded.startsWith(first.text) ? first.text.charCodeAt(0) : 0,
    tail: last?.script === 'hangul' && folded.endsWith(last.text) ? last.text.charCodeAt(last.text.length - 1) : 0,
  }
}
