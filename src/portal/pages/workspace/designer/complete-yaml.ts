import { RECIPE_WORDS, type Words } from './recipe-words.ts'

/** What could be written at a place of a text, instead of what stands from `from` on. */
export interface Completions {
  readonly from: number
  readonly words: readonly Completion[]
}

export interface Completion {
  /** Written as it is; a key with its colon. */
  readonly text: string
  readonly label: string
}

const MOST_WORDS = 12

/** The words of a recipe that begin as what stands before the place, and are not all there. `columns` are the names of the source's columns. */
export function completeYaml(text: string, place: number, columns: readonly string[]): Completions {
  const start = text.lastIndexOf('\n', place - 1) + 1
  const line = text.slice(start, place)
  const typed = /[\p{L}\p{N}_.-]*$/u.exec(line)?.[0] ?? ''
  const from = place - typed.length
  // In a comment or a quoted text anything may stand.
  if (/(?:^|\s)#/.test(line) || (line.split('"').length + line.split("'").length) % 2 === 1) return { from, words: [] }
  const { path, isValue } = pathTo(text.slice(0, from))
  const words = wordsAt(path)
  const values = (words?.values ?? []).flatMap((value) => (value === '@columns' ? columns.map(quoted) : [value]))
  const keys = isValue ? [] : [...Object.keys(words?.keys ?? {}), ...(words?.values?.includes('@columns') && words.each?.keys ? columns.map(quoted) : [])]
  const isKeyPlace = !isValue && words?.each?.keys !== undefined && words.values?.includes('@columns')
  const hasColon = /^\s*:/.test(text.slice(place))
  const offered = [...keys.map((key) => ({ text: hasColon ? key : `${key}: `, label: key })), ...(isKeyPlace ? [] : values.map((value) => ({ text: value, label: value })))]
  const fitting = offered.filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase()) && label !== typed)
  return { from, words: fitting.filter(({ label }, at) => fitting.findIndex((other) => other.label === label) === at).slice(0, MOST_WORDS) }
}

/** The words that a path of keys leads to; a list's items stand under `-`. */
function wordsAt(path: readonly string[]): Words | undefined {
  return path.reduce<Words | undefined>((words, key) => (key === '-' ? words?.each ?? words : words?.keys && Object.hasOwn(words.keys, key) ? words.keys[key] : words?.each), RECIPE_WORDS)
}

/** What is open at a place: keys of lines by their indentation, dashes of lists, brackets, and keys within brackets. */
type Frame =
  | { readonly kind: 'key' | 'dash'; readonly key: string; readonly indent: number; readonly line: number }
  | { readonly kind: 'bracket' | 'flow-key'; readonly key: string }

/** A key with its colon, a text in quotes, a comment, a sign, or any other word. */
const TOKEN = /(?<key>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s{}[\],:#"'][^{}[\],:#]*)\s*:(?=\s|$)|"(?:[^"\\]|\\.)*"|'[^']*'|(?<comment>#.*)|(?<open>[{[])|(?<close>[}\]])|(?<comma>,)|[^\s{}[\],:#"']+/gu

/** The keys that a place lies under, and whether a value is expected there. */
function pathTo(before: string): { readonly path: readonly string[]; readonly isValue: boolean } {
  const lines = before.split('\n')
  let frames: readonly Frame[] = []
  for (const [number, line] of lines.entries()) {
    const isInFlow = frames.some(({ kind }) => kind === 'bracket')
    if (isInFlow) frames = readTokens(frames, line, number, 0)
    else if (number === lines.length - 1 || !/^\s*(?:#|$)/.test(line)) {
      const begun = beginLine(frames, line, number)
      frames = readTokens(begun.frames, line, number, begun.indent)
    }
  }
  const last = frames.at(-1)
  return { path: frames.flatMap(({ kind, key }) => (kind === 'bracket' && key !== '-' ? [] : [key])), isValue: last?.kind === 'flow-key' || (last?.kind === 'key' && last.line === lines.length - 1) }
}

/** What is still open at the beginning of a line, with the dashes that it begins with. */
function beginLine(frames: readonly Frame[], line: string, number: number): { readonly frames: readonly Frame[]; readonly indent: number } {
  let indent = line.length - line.trimStart().length
  let open = frames.filter((frame) => 'indent' in frame && frame.indent < indent)
  while (line.startsWith('- ', indent)) {
    // A list may stand as far in as the key that it belongs to.
    if (open.length === 0 || indent === line.length - line.trimStart().length) open = frames.filter((frame) => 'indent' in frame && (frame.indent < indent || (frame.indent === indent && frame.kind === 'key')))
    open = [...open, { kind: 'dash', key: '-', indent, line: number }]
    indent += 2
  }
  return { frames: open, indent }
}

function readTokens(frames: readonly Frame[], line: string, number: number, start: number): readonly Frame[] {
  let open = [...frames]
  for (const { groups = {}, index } of line.slice(start).matchAll(TOKEN)) {
    const isInFlow = open.some(({ kind }) => kind === 'bracket')
    if (groups.comment !== undefined) break
    if (groups.key !== undefined) open = isInFlow ? [...open, { kind: 'flow-key', key: plain(groups.key) }] : [...open, { kind: 'key', key: plain(groups.key), indent: start + index, line: number }]
    if (groups.open !== undefined) open = [...open, { kind: 'bracket', key: groups.open === '[' ? '-' : groups.open }]
    if (groups.close !== undefined) open = open.slice(0, Math.max(0, open.findLastIndex(({ kind }) => kind === 'bracket')))
    if (groups.comma !== undefined && open.at(-1)?.kind === 'flow-key') open = open.slice(0, -1)
  }
  return open
}

function plain(token: string): string {
  return token.trim().replace(/^(["'])(.*)\1$/, '$2')
}

function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(name) ? name : JSON.stringify(name)
}
