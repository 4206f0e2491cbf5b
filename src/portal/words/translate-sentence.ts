/** Sentences of the server in a language: English with `{0}`, `{1}`, … to the same in the language. */
export type Sentences = Readonly<Record<string, string>>

interface Pattern {
  readonly shape: RegExp
  /** Numbers of the places in the order of the English. */
  readonly places: readonly string[]
  readonly translation: string
  /** Letters that are always there; the sentence with the most is the nearest. */
  readonly weight: number
}

const PLACE = /\{(\d+)\}/g
/** Fewer letters than this say too little of a filling to tell that it is a sentence. */
const TELLING = 9

/**
 * Makes a translator of sentences that were filled already.
 *
 * @returns gives null for a sentence that it does not know. What fills a place stays as it is, but where it is a sentence itself
 */
export function openSentences(sentences: Sentences): (english: string) => string | null {
  const patterns = Object.entries(sentences).filter(([english]) => english.search(PLACE) >= 0).map(([english, translation]): Pattern => ({
    shape: new RegExp(`^${english.split(PLACE).map((part, place) => (place % 2 === 0 ? part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '(.*?)')).join('')}$`, 's'),
    places: [...english.matchAll(PLACE)].map(([, number = '']) => number), translation, weight: english.replaceAll(PLACE, '').length,
  })).toSorted((one, other) => other.weight - one.weight)
  const translate = (english: string, least = 0): string | null => {
    if (Object.hasOwn(sentences, english)) return sentences[english] ?? null
    for (const { shape, places, translation, weight } of patterns) {
      const found = weight < least ? null : shape.exec(english)
      if (found === null) continue
      return translation.replaceAll(PLACE, (_, number: string) => {
        const filling = found[places.indexOf(number) + 1] ?? ''
        return translate(filling, TELLING) ?? filling
      })
    }
    return null
  }
  return (english) => translate(english)
}
