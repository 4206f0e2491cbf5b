import { isAlias, isMap, isScalar, isSeq, parseDocument, visit, type Document, type Scalar } from 'yaml'

/**
 * The recipe as it lies in the release: the words of its author, comments kept, with the date of publication and the recoding filled in
 * and without what only the author's machine needs: credentials and queries of addresses, and where folders lie on that machine.
 *
 * Only the places that change are touched; every other line stays as written. `text` must be a valid recipe; `recoding` is what was
 * chosen for it, since a reader's program may choose another where none is written.
 */
export function releasedRecipe(text: string, date: string, recoding?: string): string {
  const document = parseDocument(text, { keepSourceTokens: true })
  const entries = [{ part: 'release', key: 'date', value: date }, ...(recoding === undefined ? [] : [{ part: 'privacy', key: 'recoding', value: recoding }])]
  const missing = entries.filter((entry) => isMissing(document, entry))
  const edits = [...pathEdits(document), ...missing.map((entry) => entryEdit(text, document, entry))]
  const spliced = spliceComments(applyEdits(text, edits.filter((edit) => edit !== undefined)))

  // The Document writes what the splices should have said; where they do not, its own writing is right, only less like the author's.
  for (const [scalar, value] of publicPaths(document)) scalar.value = value
  for (const entry of missing) fillIn(document, entry)
  const written = parseDocument(spliced)
  const isRight = written.errors.length === 0 && inOneOrder(written.toJS()) === inOneOrder(document.toJS())
  return isRight ? spliced : spliceComments(document.toString({ lineWidth: 0 }))
}

/** What a path or address may say in public: no user, password, query or fragment; of a path on one machine, the file's name. */
export function publicPath(path: string): string {
  const address = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)/i.exec(path)
  if (address && !/^file:/i.test(path)) {
    const [, scheme = '', authority = '', rest = ''] = address
    return `${scheme}${authority.slice(authority.lastIndexOf('@') + 1)}${rest}`
  }
  const isOfOneMachine = /^(?:file:|\/|\\|~|[a-z]:[\\/])/i.test(path)
  return isOfOneMachine ? path.split(/[\\/]/).findLast((part) => part !== '') ?? path : path
}

interface Edit { readonly from: number; readonly to: number; readonly text: string }

/** Keys of the recipe whose values are paths or addresses of files. */
const PATH_KEYS: ReadonlySet<unknown> = new Set(['path', 'file', 'reference'])

function publicPaths(document: Document.Parsed): [Scalar, string][] {
  const found: [Scalar, string][] = []
  const look = (node: unknown) => {
    if (!isScalar(node) || typeof node.value !== 'string') return
    const said = publicPath(node.value)
    if (said !== node.value) found.push([node, said])
  }
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !PATH_KEYS.has(key.value)) return
      if (isSeq(value)) value.items.forEach(look)
      else look(value)
    },
    Scalar(_, node) {
      if (typeof node.value === 'string' && /^https?:\/\/[^/?#]*@/i.test(node.value)) look(node)
    },
  })
  return found
}

function pathEdits(document: Document.Parsed): (Edit | undefined)[] {
  const edits = new Map(publicPaths(document).map(([scalar, value]) => [scalar, value]))
  return Array.from(edits, ([{ range }, value]) => (range ? { from: range[0], to: range[1], text: JSON.stringify(value) } : undefined))
}

/** What the author left out of a part of the recipe. */
interface Entry { readonly part: string; readonly key: string; readonly value: string }

function isMissing(document: Document.Parsed, { part, key }: Entry): boolean {
  const node = document.get(part, true)
  const map = isAlias(node) ? node.resolve(document) : node
  return isMap(map) && !map.has(key)
}

function fillIn(document: Document.Parsed, { part, key, value }: Entry): void {
  const node = document.get(part, true)
  // What the alias stands for may stand elsewhere, too, so the part becomes a mapping of its own.
  if (isAlias(node)) document.set(part, document.createNode({ ...Object(node.toJS(document)), [key]: value }))
  else document.setIn([part, key], value)
}

function entryEdit(text: string, document: Document.Parsed, { part, key, value }: Entry): Edit | undefined {
  const map = document.get(part, true)
  if (!isMap(map)) return undefined
  const [first] = map.items
  if (!first || !isScalar(first.key) || !first.key.range) return undefined
  const from = first.key.range[0]
  if (map.flow) return { from, to: from, text: text[from] === '"' ? `"${key}": "${value}", ` : `${key}: ${value}, ` }
  const indent = text.slice(text.lastIndexOf('\n', from - 1) + 1, from)
  return /^ *$/.test(indent) ? { from, to: from, text: `${key}: ${value}\n${indent}` } : undefined
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits.toSorted((a, b) => b.from - a.from).reduce((all, { from, to, text: word }) => all.slice(0, from) + word + all.slice(to), text)
}

/** Comments hold addresses and paths too, such as yesterday's source; only lines that are comments, or ends of lines, are looked at. */
function spliceComments(text: string): string {
  const comments = commentPlaces(text)
  return applyEdits(text, comments.map(({ from, to }) => ({ from, to, text: publicComment(text.slice(from, to)) })))
}

function publicComment(comment: string): string {
  return comment
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, publicPath)
    .replaceAll(/(?<![\w:/.~\\-])(?:~|[A-Za-z]:)?(?:[\\/][^\s\\/"'<>,;]+){2,}/g, publicPath)
}

function commentPlaces(text: string): { from: number; to: number }[] {
  const inValues: [number, number][] = []
  visit(parseDocument(text), { Scalar(_, { range }) { if (range) inValues.push([range[0], range[1]]) } })
  inValues.sort(([a], [b]) => a - b)
  const places: { from: number; to: number }[] = []
  let value = 0
  for (const { index } of text.matchAll(/(?<=^|\s)#/gm)) {
    while ((inValues[value]?.[1] ?? Infinity) <= index) value++
    const end = text.indexOf('\n', index)
    const isInValue = (inValues[value]?.[0] ?? Infinity) <= index
    const isInComment = (places.at(-1)?.to ?? 0) > index
    if (!isInValue && !isInComment) places.push({ from: index, to: end < 0 ? text.length : end })
  }
  return places
}

/** A text that is equal for equal values, whatever the order of their keys: the date may stand first or last. */
function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)) : part))
}
