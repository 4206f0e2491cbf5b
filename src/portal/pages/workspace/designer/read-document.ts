import { isMap, LineCounter, parseDocument, type Document } from 'yaml'

/** A text as YAML, with the places of its lines. */
export interface ParsedText {
  readonly document: Document
  readonly lines: LineCounter
}

/** Parses a text; what is given is the caller's own, to be changed. */
export function parseRecipeText(text: string): ParsedText {
  const lines = new LineCounter()
  return { document: parseDocument(text, { uniqueKeys: false, lineCounter: lines }), lines }
}

/** So many texts are remembered: the one that is shown, and those that a change goes through. */
const MOST_KEPT = 4
const kept = new Map<string, KeptText>()

interface KeptText extends ParsedText {
  data?: ReadonlyMap<unknown, unknown>
}

/** The same, kept for whoever asks for the same text soon after: nobody may change it. */
export function keptParse(text: string): KeptText {
  const found = kept.get(text) ?? parseRecipeText(text)
  kept.delete(text)
  kept.set(text, found)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
  return found
}

/** The recipe's document, to be read; undefined where its text cannot be read. */
export function readDocument(text: string): Document | undefined {
  const { document } = keptParse(text)
  return document.errors.length > 0 || !isMap(document.contents) ? undefined : document
}

/** What the recipe says, mappings as maps; undefined where its text cannot be read. Nobody may change it. */
export function dataOf(text: string): ReadonlyMap<unknown, unknown> | undefined {
  const parsed = keptParse(text)
  if (parsed.data !== undefined) return parsed.data
  const data: unknown = readDocument(text)?.toJS({ mapAsMap: true })
  if (!(data instanceof Map)) return undefined
  parsed.data = data
  return data
}
