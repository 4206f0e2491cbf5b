import { isMap, isNode, isScalar, isSeq, stringify, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import { dataOf, parseRecipeText, readDocument } from './read-document.ts'
import { changeData, meaningOfData, type RecipeChange, type RecipePath } from './recipe-data.ts'

/**
 * The recipe with other values, all else as it was written: comments, order, blank lines. Only where the form is unusual is
 * the layout written anew. A text that cannot be read, or a path that leads nowhere, leaves it as it is.
 */
export function changeRecipe(text: string, changes: readonly RecipeChange[]): string {
  const before = dataOf(text)
  if (before === undefined) return text
  const { data, done } = changeData(before, changes)
  if (done.length === 0) return text
  // A wide table's recipe takes a while to read, so it is read once in the end rather than after each of many changes.
  const inParts = changeParts(text, done)
  return inParts !== undefined && meaningOf(inParts) === meaningOfData(data) ? inParts : done.reduce(changeOnce, text)
}

/** A value as YAML on one line. */
export function lineOf(value: unknown): string {
  // Within brackets, so that a comma is quoted where it would end the value.
  return stringify([value], { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim().slice(1, -1)
}

/** The changes on parts of the text, each edited by itself; undefined where a part cannot be cut out. */
function changeParts(text: string, changes: readonly RecipeChange[]): string | undefined {
  const parts = [...Map.groupBy(changes, ({ path }) => JSON.stringify(path.slice(0, path[0] === 'columns' ? 2 : 1))).values()].map((together) => {
    const [first] = together
    const depth = first?.path[0] === 'columns' ? 2 : 1
    const lines = together.every(({ path }) => path.length > depth) ? linesOf(text, first?.path.slice(0, depth) ?? []) : undefined
    return lines && { lines, text: together.reduce((part, { path, value }) => changeOnce(part, { path: path.slice(depth - 1), value }), text.slice(...lines)) }
  })
  const known = parts.filter((part) => part !== undefined)
  // From the end on, so that the places before stay where they are.
  return known.length < parts.length ? undefined : known.toSorted((one, other) => other.lines[0] - one.lines[0]).reduce((whole, part) => put(whole, ...part.lines, part.text), text)
}

/** The lines of one pair of block mappings; undefined where it does not have them for itself. */
function linesOf(text: string, path: RecipePath): readonly [number, number] | undefined {
  let node: unknown = readDocument(text)?.contents
  for (const [place, step] of path.entries()) {
    if (!isMap(node) || node.flow === true) return undefined
    const at = node.items.findIndex((pair) => keyOf(pair) === String(step))
    const extent = extentOf(node, at)
    if (extent === undefined) return undefined
    if (place === path.length - 1) {
      const [start, end] = [text.lastIndexOf('\n', extent[0] - 1) + 1, text.indexOf('\n', text.slice(0, extent[1]).trimEnd().length)]
      return /^ *$/.test(text.slice(start, extent[0])) ? [start, end < 0 ? text.length : end + 1] : undefined
    }
    node = node.items[at]?.value
  }
  return undefined
}

function changeOnce(text: string, { path, value }: RecipeChange): string {
  const before = dataOf(text)
  const { data, done } = changeData(before, [{ path, value }])
  if (before === undefined || done.length === 0) return text
  const spliced = splice(text, path, value)
  return spliced !== undefined && meaningOf(spliced) === meaningOfData(data) ? spliced : rewrite(text, path, value) ?? text
}

/** What a text says, whatever its layout; two texts of one meaning give the same. */
function meaningOf(text: string): string | undefined {
  const data = dataOf(text)
  return data === undefined ? undefined : meaningOfData(data)
}

/** The whole text written anew: comments stay, layout may not. */
function rewrite(text: string, path: RecipePath, value: unknown): string | undefined {
  // Of its own, since it is changed.
  const { document } = parseRecipeText(text)
  if (!isMap(document.contents)) return undefined
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
  let node: unknown = readDocument(text)?.contents
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
