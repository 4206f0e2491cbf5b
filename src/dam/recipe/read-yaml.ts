import { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, type Document, type Pair } from 'yaml'
import type { Place, Problem, RecipePath } from './problem.ts'

/** A YAML or JSON text as plain data that remembers where each value stands. */
export interface YamlText {
  readonly document: Document
  /** Null, texts, numbers, booleans, lists, and mappings without prototype, so that any key is safe. */
  readonly data: unknown
  /** Where a value stands; of a value that is not there, its nearest ancestor. */
  place(path: RecipePath): Place
  /** Where a value's key stands. */
  keyPlace(path: RecipePath): Place
  /** A plain or quoted scalar as it was written, quotes left out; undefined for anything else. */
  written(path: RecipePath): { readonly text: string; readonly quoted: boolean } | undefined
  /** Keys of a mapping in the order of the file, which plain objects do not keep for keys such as `10`. */
  keys(path: RecipePath): readonly string[]
  readonly problems: readonly Problem[]
}

/** Deeper nesting is refused. */
const DEEPEST = 100
/** Words, brackets, blanks and line ends: the parser needs about 2 KB for each, measured. */
const MOST_TOKENS = 1_000_000
/** An alias may unfold to so many values; more is an attack ("billion laughs"). */
const MOST_UNFOLDED = 100_000
/** Texts that name files keep their bytes; all others are brought to NFC, as the data is. */
const FILE_KEYS = new Set(['path', 'file', 'reference'])

/** Reads a YAML 1.2 text (core schema), of which JSON is a part. Never throws: what is wrong stands in `problems`. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter()
  // Repeated keys are found below: the parser's own search takes quadratic time.
  const tooMuch = excess(text)
  const document = parseDocument(tooMuch === undefined ? text : '', { lineCounter: lines, prettyErrors: false, uniqueKeys: false, version: '1.2', schema: 'core', keepSourceTokens: false })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problems: Problem[] = [...document.errors, ...document.warnings].map((fault) => ({ place: placeAt(fault.pos[0]), path: [], sentence: faultSentence(fault.code, fault.message) }))
  if (tooMuch !== undefined) problems.push({ place: { line: 1, column: 1 }, path: [], sentence: tooMuch })
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== '1.2') problems.push({ place: { line: 1, column: 1 }, path: [], sentence: 'asks for an older YAML; remove the line that begins with %YAML: recipes are YAML 1.2.' })
  const data = problems.length > 0 ? undefined : convert(document, (path, offset, sentence) => problems.push({ place: placeAt(offset), path, sentence }))
  return {
    document,
    data,
    problems,
    place: (path) => placeAt(offsetOf(document, path, false)),
    keyPlace: (path) => placeAt(offsetOf(document, path, true)),
    written(path) {
      const { node, steps } = find(document, path)
      if (!isScalar(node) || steps < path.length) return undefined
      return { text: node.source ?? String(node.value), quoted: node.type !== 'PLAIN' }
    },
    keys(path) {
      const { node, steps } = find(document, path)
      return steps === path.length && isMap(node) ? node.items.map((pair) => keyText(pair) ?? '') : []
    },
  }
}

/** The text of a mapping's key as it was written (`1.0` stays 1.0), in NFC; undefined when it is no scalar. */
export function keyText(pair: Pair): string | undefined {
  const { key } = pair
  if (key === null) return ''
  if (!isScalar(key)) return undefined
  return (key.type === 'PLAIN' && key.source !== undefined ? key.source : String(key.value ?? '')).normalize('NFC')
}

function faultSentence(code: string, message: string): string {
  if (code === 'MULTIPLE_DOCS') return 'holds a second document; a recipe is one document: remove the line --- and what belongs to another recipe.'
  if (code === 'TAB_AS_INDENT') return 'is indented with a tab; indent with blanks.'
  if (code === 'TAG_RESOLVE_FAILED') return 'uses a tag (a word with !); recipes need none: remove it.'
  return `cannot be read as YAML or JSON: ${message.replace(/\.$/, '').replaceAll(/\s+/g, ' ').slice(0, 200)}.`
}

/** What makes a text too much for the parser, which keeps everything in memory and recurses; undefined when nothing does. */
function excess(text: string): string | undefined {
  let tokens = 0
  let brackets = 0
  let onLine = 0
  let isStart = true
  const indents: number[] = []
  for (const token of new Lexer().lex(text)) {
    if (++tokens > MOST_TOKENS) return `holds more than ${MOST_TOKENS.toLocaleString('en')} words; a recipe needs a few thousand.`
    const first = token[0]
    if (isStart && brackets === 0 && first !== '\n' && first !== '\r' && first !== '#') {
      const indent = first === ' ' ? token.length : 0
      while ((indents.at(-1) ?? -1) >= indent) indents.pop()
      indents.push(indent)
    }
    isStart = first === '\n' || first === '\r'
    if (isStart) onLine = 0
    else if (token === '-' || token === '?' || token === ':') onLine++
    else if (token === '[' || token === '{') brackets++
    else if (token === ']' || token === '}') brackets--
    if (brackets > DEEPEST || indents.length > DEEPEST || (brackets === 0 && onLine > DEEPEST)) return `is nested more than ${DEEPEST} levels deep; a recipe needs fewer than 20.`
  }
  return undefined
}

type Tell = (path: RecipePath, offset: number, sentence: string) => void

function convert(document: Document, tell: Tell): unknown {
  let unfolded = 0
  const inside = new Set<unknown>()
  const value = (given: unknown, path: RecipePath, aliases: number): unknown => {
    if (aliases > 0 && ++unfolded > MOST_UNFOLDED) {
      if (unfolded === MOST_UNFOLDED + 1) tell(path, 0, 'unfolds aliases (*name) into more values than a recipe can need; write the values out.')
      return null
    }
    if (path.length > DEEPEST) {
      tell(path.slice(0, 3), 0, `is nested more than ${DEEPEST} levels deep; a recipe needs fewer than 20.`)
      return null
    }
    if (isAlias(given)) {
      const node = given.resolve(document)
      if (node !== undefined && !inside.has(node)) return value(node, path, aliases + 1)
      tell(path, given.range?.[0] ?? 0, 'is an alias (*name) for something that holds it; write the value out.')
      return null
    }
    if (isScalar(given)) {
      const last = path.findLast((step) => typeof step === 'string')
      return typeof given.value === 'string' && !FILE_KEYS.has(last ?? '') ? given.value.normalize('NFC') : given.value
    }
    if (isSeq(given)) {
      inside.add(given)
      const list = given.items.map((item, place) => value(item, [...path, place], aliases))
      inside.delete(given)
      return list
    }
    if (!isMap(given)) return null
    inside.add(given)
    const entries = new Map<string, unknown>()
    for (const pair of given.items) {
      const offset = startOf(pair.key) ?? startOf(given) ?? 0
      const key = keyText(pair)
      if (key === undefined) tell(path, offset, 'has a key that is a list, a mapping or an alias; keys are plain words.')
      else if (entries.has(key)) tell([...path, key], offset, 'is written twice; keep one.')
      else entries.set(key, value(pair.value, [...path, key], aliases))
    }
    inside.delete(given)
    return withoutPrototype(entries)
  }
  return value(document.contents, [], 0)
}

/** A mapping on which any key is an ordinary one: `__proto__` and `constructor` too. */
export function withoutPrototype<Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> {
  const mapping: Record<string, Value> = Object.create(null)
  for (const [key, value] of entries) mapping[key] = value
  return mapping
}

/** Follows a path as far as it goes; `key` is the key under which the last step stands, if it is in a mapping. */
function find(document: Document, path: RecipePath): { node: unknown; key: unknown; steps: number } {
  let node: unknown = document.contents
  let key: unknown
  for (const [steps, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item) === step)
      if (!pair) return { node, key, steps }
      ;({ key, value: node } = pair)
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step]
      key = undefined
    } else return { node, key, steps }
  }
  return { node, key, steps: path.length }
}

/** A scalar's own place, the key of anything bigger. */
function offsetOf(document: Document, path: RecipePath, ofKey: boolean): number {
  const { node, key } = find(document, path)
  const own = startOf(node)
  return ((ofKey || !isScalar(node) ? startOf(key) : undefined) ?? own ?? startOf(key)) ?? 0
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined
}
