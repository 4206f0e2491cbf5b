import { isMap, isNode, isScalar, isSeq, parseDocument, stringify, type Document, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'

/** Steps from the top of a recipe to one of its values: keys, and places in lists from 0. */
export type RecipePath = readonly (string | number)[]

/** One value to write at a path; undefined removes it. */
export interface RecipeChange {
  readonly path: RecipePath
  readonly value: unknown
}

/**
 * The recipe with other values, all else as it was written: comments, order, blank lines. Only where the form is unusual is
 * the layout written anew. A text that cannot be read, or a path that leads nowhere, leaves it as it is.
 */
export function changeRecipe(text: string, changes: readonly RecipeChange[]): string {
  return changes.reduce(changeOnce, text)
}

/** The recipe's document; undefined where its text cannot be read. */
export function documentOf(text: string): Document | undefined {
  const document = parseDocument(text, { uniqueKeys: false })
  return document.errors.length > 0 || !isMap(document.contents) ? undefined : document
}

/** A value as YAML on one line. */
export function lineOf(value: unknown): string {
  // Within brackets, so that a comma is quoted where it would end the value.
  return stringify([value], { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim().slice(1, -1)
}

function changeOnce(text: string, { path, value }: RecipeChange): string {
  const whole = rewrite(text, path, value)
  if (whole === undefined) return text
  const wanted = meaningOf(whole)
  if (wanted === meaningOf(text)) return text
  const spliced = splice(text, path, value)
  return spliced !== undefined && meaningOf(spliced) === wanted ? spliced : whole
}

/** What a text says, whatever its layout; two texts of one meaning give the same. */
function meaningOf(text: string): string | undefined {
  const document = documentOf(text)
  return document && JSON.stringify(entriesOf(document.toJS({ mapAsMap: true })))
}

function entriesOf(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(entriesOf)
  return data instanceof Map ? { entries: [...data].map(([key, value]) => [String(key), entriesOf(value)]) } : data
}

/** The whole text written anew: comments stay, layout may not. */
function rewrite(text: string, path: RecipePath, value: unknown): string | undefined {
  const document = documentOf(text)
  if (document === undefined) return undefined
  try {
    if (value === undefined) document.deleteIn(path)
    else document.setIn(path, document.createNode(value, { flow: true }))
    return document.toString({ lineWidth: 0, flowCollectionPadding: false })
  } catch {
    // The path leads through something that holds nothing.
    return undefined
  }
}

/** The text with only the changed place exchanged; undefined where the form is unusual. */
function splice(text: string, path: RecipePath, value: unknown): string | undefined {
  let node: unknown = documentOf(text)?.contents
  for (const [place, step] of path.entries()) {
    const isLast = place === path.length - 1
    if (isMap(node)) {
      const at = node.items.findIndex((pair) => keyOf(pair) === String(step))
      const pair = node.items[at]
      if (pair === undefined) return value === undefined ? text : add(text, node, `${lineOf(step)}: ${lineOf(wrapped(path.slice(place + 1), value))}`)
      if (isLast) return value === undefined ? remove(text, node, at) : exchange(text, pair.value, value)
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') {
      if (step === node.items.length && value !== undefined) return add(text, node, lineOf(wrapped(path.slice(place + 1), value)))
      if (isLast) return value === undefined ? remove(text, node, step) : exchange(text, node.items[step], value)
      node = node.items[step]
    } else return undefined
  }
  return undefined
}

function wrapped(path: RecipePath, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  return typeof step === 'number' ? [wrapped(rest, value)] : new Map([[step, wrapped(rest, value)]])
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key)
}

/** Only what stands on one line is exchanged where it stands. */
function exchange(text: string, node: unknown, value: unknown): string | undefined {
  const range = rangeOf(node)
  return range === undefined || range[0] === range[1] || text.slice(...range).includes('\n') ? undefined : put(text, ...range, lineOf(value))
}

function add(text: string, collection: YAMLMap | YAMLSeq, entry: string): string | undefined {
  const range = rangeOf(collection)
  const last = extentOf(collection, collection.items.length - 1)
  if (range === undefined) return undefined
  if (collection.flow === true) return last === undefined ? put(text, range[0] + 1, range[1] - 1, entry) : put(text, last[1], last[1], `, ${entry}`)
  if (last === undefined || isSeq(collection)) return undefined
  const indent = range[0] - text.lastIndexOf('\n', range[0] - 1) - 1
  const end = text.indexOf('\n', text.slice(0, last[1]).trimEnd().length)
  const line = `${' '.repeat(indent)}${entry}\n`
  return end < 0 ? `${text}\n${line}` : put(text, end + 1, end + 1, line)
}

function remove(text: string, collection: YAMLMap | YAMLSeq, place: number): string | undefined {
  const extent = extentOf(collection, place)
  if (extent === undefined || collection.items.length === 1) return undefined
  if (collection.flow === true) {
    const [before, next] = [extentOf(collection, place - 1), extentOf(collection, place + 1)]
    return next ? put(text, extent[0], next[0], '') : before && put(text, before[1], extent[1], '')
  }
  const start = text.lastIndexOf('\n', extent[0] - 1) + 1
  const end = text.indexOf('\n', text.slice(0, extent[1]).trimEnd().length)
  return /^ *$/.test(text.slice(start, extent[0])) ? put(text, start, end < 0 ? text.length : end + 1, '') : undefined
}

/** Where an item of a collection begins and ends. */
function extentOf(collection: YAMLMap | YAMLSeq, place: number): readonly [number, number] | undefined {
  if (!isMap(collection)) return rangeOf(collection.items[place])
  const pair = collection.items[place]
  const key = rangeOf(pair?.key)
  return key && [key[0], (rangeOf(pair?.value) ?? key)[1]]
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = isNode(node) ? node.range : undefined
  return range ? [range[0], range[1]] : undefined
}

function put(text: string, start: number, end: number, entry: string): string {
  return text.slice(0, start) + entry + text.slice(end)
}
