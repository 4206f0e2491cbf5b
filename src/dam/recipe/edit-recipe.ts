import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, parseDocument, type Document, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import { Refusal } from '#platform/refusal.ts'
import { pathText, type RecipePath } from './problem.ts'
import { keyText, readYaml } from './read-yaml.ts'
import { entryLines, pairLine, yamlLine } from './yaml-line.ts'

/** One value to write at a path; undefined removes it. */
export interface RecipeChange {
  readonly path: RecipePath
  readonly value: unknown
}

/**
 * Changes values in a recipe's text and leaves everything else as it was written: comments, order, blank lines.
 *
 * A value is written on one line, in braces if it is a mapping. Mappings that are missing on the way are
 * made; the place in a list must be there, or be its end. The result is read again, and is given out only
 * when it says exactly what was asked.
 *
 * @throws {Refusal} `bad-recipe` when the text is no YAML, `wrong-use` when a path cannot be followed
 */
export function editRecipe(text: string, changes: readonly RecipeChange[]): string {
  return changes.reduce(editOnce, text)
}

function editOnce(text: string, { path, value }: RecipeChange): string {
  const before = readYaml(text)
  if (before.problems.length > 0) throw new Refusal('bad-recipe', 'The recipe cannot be read; correct it before it is edited.')
  const wanted = changed(before.data, path, value)
  if (!wanted) throw cannot(path, 'the path leads through something that is neither a mapping nor a list, or beyond the end of a list')
  if (isDeepStrictEqual(plain(wanted.data), plain(before.data))) return text
  for (const edited of [splice(text, path, value), rewrite(text, path, value)]) {
    if (edited === undefined) continue
    const after = readYaml(edited)
    if (after.problems.length === 0 && isDeepStrictEqual(plain(after.data), plain(wanted.data))) return edited
  }
  throw cannot(path, 'the text is written in a way that a program cannot change safely, by an alias (*name) for example')
}

function cannot(path: RecipePath, because: string): Refusal {
  return new Refusal('wrong-use', `${pathText(path)} cannot be edited: ${because}. Edit the file by hand.`)
}

/** The new data, as nested entries so that no key is special; undefined when the path leads nowhere. */
function changed(data: unknown, path: RecipePath, value: unknown): { data: unknown } | undefined {
  const [step, ...rest] = path
  if (step === undefined) return value === undefined ? undefined : { data: value }
  if (typeof step === 'number') {
    if (!Array.isArray(data) || step < 0 || step > data.length || (step === data.length && value === undefined)) return undefined
    if (rest.length === 0 && value === undefined) return { data: data.toSpliced(step, 1) }
    const inner = changed(data[step], rest, value)
    return inner && { data: data.toSpliced(step, 1, inner.data) }
  }
  if (data !== undefined && data !== null && (typeof data !== 'object' || Array.isArray(data))) return undefined
  const entries = new Map(Object.entries(data ?? {}))
  if (rest.length === 0 && value === undefined) entries.delete(step)
  else {
    if (value === undefined && !entries.has(step)) return { data }
    const inner = changed(entries.get(step), rest, value)
    if (!inner) return undefined
    entries.set(step, inner.data)
  }
  return { data: entries }
}

/** Mappings of either sort as one sort, with keys in any order and empty ones like missing ones. */
function plain(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(plain)
  if (typeof data !== 'object' || data === null) return data
  const entries = data instanceof Map ? [...data.entries()] : Object.entries(data)
  return new Map(entries.filter(([, value]) => value !== undefined).map(([key, value]): [unknown, unknown] => [key, plain(value)]))
}

/** The text with only the changed place exchanged; undefined where the form is unusual. */
function splice(text: string, path: RecipePath, value: unknown): string | undefined {
  const document = parse(text)
  let node: unknown = document.contents
  for (const [place, step] of path.entries()) {
    const rest = path.slice(place + 1)
    // What would be left without an entry is written as empty.
    if ((isMap(node) || isSeq(node)) && node.items.length === 1 && place > 0 && rest.length === 0 && value === undefined) return splice(text, path.slice(0, -1), isMap(node) ? {} : [])
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item) === step)
      if (!pair) return value === undefined ? text : addPair(text, node, String(step), wrapped(rest, value))
      if (rest.length === 0) return value === undefined ? removeItem(text, node, node.items.indexOf(pair)) : exchange(text, node, pair, value)
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') {
      if (step === node.items.length) return addItem(text, node, wrapped(rest, value))
      const item = node.items[step]
      if (rest.length === 0) return value === undefined ? removeItem(text, node, step) : exchangeNode(text, item, value)
      node = item
    } else return undefined
  }
  return undefined
}

/** The whole text written anew by the YAML library: comments stay, layout may not; undefined where it gives up. */
function rewrite(text: string, path: RecipePath, value: unknown): string | undefined {
  const document = parse(text)
  try {
    if (value === undefined) document.deleteIn(path)
    else document.setIn(path, document.createNode(value, { flow: true }))
  } catch {
    return undefined
  }
  return document.toString({ lineWidth: 0 })
}

function parse(text: string): Document {
  return parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false })
}

function wrapped(path: RecipePath, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  return typeof step === 'number' ? [wrapped(rest, value)] : new Map([[step, wrapped(rest, value)]])
}

function exchange(text: string, map: YAMLMap, pair: Pair, value: unknown): string | undefined {
  if (pair.value !== null && rangeOf(pair.value)?.[0] !== rangeOf(pair.value)?.[1]) return exchangeNode(text, pair.value, value)
  const [, end] = rangeOf(pair.key) ?? []
  if (end === undefined) return undefined
  const colon = /^\s*:/.exec(text.slice(end))
  if (!colon) return map.flow === true ? put(text, end, end, `: ${yamlLine(value)}`) : undefined
  return put(text, end + colon[0].length, end + colon[0].length, ` ${yamlLine(value)}`)
}

function exchangeNode(text: string, node: unknown, value: unknown): string | undefined {
  const range = rangeOf(node)
  if (!range) return undefined
  const [start, end] = range
  const isBlock = !isScalar(node) ? text[start] !== '{' && text[start] !== '[' : node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
  if (!isBlock) return put(text, start, end, yamlLine(value))
  // What stood on lines of its own goes to the line of its key; the lines' end stays.
  const from = text.slice(0, start).trimEnd().length
  const kept = text.slice(0, end).trimEnd().length
  return put(text, from, kept, ` ${yamlLine(value)}`)
}

function addPair(text: string, map: YAMLMap, key: string, value: unknown): string | undefined {
  return addTo(text, map, map.flow === true ? [pairLine(key, yamlLine(value))] : entryLines(key, yamlLine(value)))
}

function addItem(text: string, list: YAMLSeq, value: unknown): string | undefined {
  return addTo(text, list, [yamlLine(value)])
}

function addTo(text: string, collection: YAMLMap | YAMLSeq, lines: readonly string[]): string | undefined {
  const range = rangeOf(collection)
  if (!range) return undefined
  if (collection.flow === true) {
    const close = range[1] - 1
    const inside = text.slice(range[0] + 1, close)
    const end = range[0] + 1 + inside.trimEnd().length
    if (inside.includes('#')) return undefined
    const entry = lines.join(' ')
    return put(text, end, end, collection.items.length === 0 ? entry : inside.trimEnd().endsWith(',') ? ` ${entry}` : `, ${entry}`)
  }
  const lineStart = text.lastIndexOf('\n', range[0] - 1) + 1
  // A mapping may begin behind a dash; its other keys stand under the first.
  const indent = ' '.repeat(range[0] - lineStart)
  const [, last] = rangeOf(lastNode(collection)) ?? []
  if (last === undefined) return undefined
  const lineEnd = text.indexOf('\n', text.slice(0, last).trimEnd().length)
  const dash = isSeq(collection) ? '- ' : ''
  if (lineEnd < 0) return `${text}\n${lines.map((line) => `${indent}${dash}${line}\n`).join('')}`
  const end = text.slice(0, lineEnd).endsWith('\r') ? '\r\n' : '\n'
  return put(text, lineEnd + 1, lineEnd + 1, lines.map((line) => `${indent}${dash}${line}${end}`).join(''))
}

function lastNode(collection: YAMLMap | YAMLSeq): unknown {
  const item = collection.items.at(-1)
  return isMap(collection) ? (rangeOf(collection.items.at(-1)?.value) ? collection.items.at(-1)?.value : collection.items.at(-1)?.key) : item
}

function removeItem(text: string, collection: YAMLMap | YAMLSeq, place: number): string | undefined {
  if (collection.items.length === 1) return undefined
  const [start, end] = extentOf(collection, place)
  if (start === undefined || end === undefined) return undefined
  if (collection.flow === true) {
    const [next] = extentOf(collection, place + 1)
    const [, previous] = extentOf(collection, place - 1)
    return next !== undefined ? put(text, start, next, '') : previous !== undefined ? put(text, previous, end, '') : undefined
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  if (!/^[ ]*(- +)?$/.test(text.slice(lineStart, start)) || (isMap(collection) && text.slice(lineStart, start).includes('-'))) return undefined
  const lineEnd = text.indexOf('\n', text.slice(0, end).trimEnd().length)
  return put(text, lineStart, lineEnd < 0 ? text.length : lineEnd + 1, '')
}

function extentOf(collection: YAMLMap | YAMLSeq, place: number): [number | undefined, number | undefined] {
  if (place < 0 || place >= collection.items.length) return [undefined, undefined]
  const item = collection.items[place]
  if (!isMap(collection)) return [rangeOf(item)?.[0], rangeOf(item)?.[1]]
  const pair = collection.items[place]
  return [rangeOf(pair?.key)?.[0], (rangeOf(pair?.value) ?? rangeOf(pair?.key))?.[1]]
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range ?? undefined : undefined
}

function put(text: string, start: number, end: number, entry: string): string {
  return text.slice(0, start) + entry + text.slice(end)
}
