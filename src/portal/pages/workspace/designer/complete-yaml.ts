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

interface Opened {
  readonly key: string
  readonly indent: number
}

/** The keys that a place lies under, and whether a value is expected there: by indentation, then by brackets. */
function pathTo(before: string): { readonly path: readonly string[]; readonly isValue: boolean } {
  let block: Opened[] = []
  let flow: string[] = []
  let key: string | null = null
  const lines = before.split('\n')
  for (const [number, line] of lines.entries()) {
    const isLast = number === lines.length - 1
    if (flow.length === 0) {
      if (!isLast && /^\s*(?:#|$)/.test(line)) continue
      const indent = line.length - line.trimStart().length
      block = block.filter((opened) => opened.indent < indent)
      key = null
      block = [...block, ...dashes(line)]
    }
    for (const [token] of line.replace(/^[\s-]*(?<=\s|-|^)(?=[^\s-])|^\s*- /, '').matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|#.*|[{}[\],]|[^\s{}[\],:"'#][^{}[\],:]*|:(?=\s|$)/gu)) {
      if (token.startsWith('#')) break
      if (token === '{') { flow = [...flow, ...(key === null ? [] : [key]), '{']; key = null }
      else if (token === '[') { flow = [...flow, ...(key === null ? [] : [key]), '[']; key = null }
      else if (token === '}' || token === ']') { flow = closed(flow); key = null }
      else if (token === ',') key = null
      else if (token === ':') key = key === null ? null : `${key}:`
      else if (key === null || !key.endsWith(':')) key = plain(token)
      if (key !== null && key.endsWith(':') && flow.length === 0) {
        block = [...block, { key: key.slice(0, -1), indent: indentOf(line) }]
        key = null
      } else if (key !== null && key.endsWith(':')) key = `${key.slice(0, -1)}\u0000`
      if (key?.endsWith('\u0000') && token !== ':') key = key.slice(0, -1)
      if (flow.length > 0 && token === ':' && key !== null) { flow = [...flow, `=${key.slice(0, -1)}`]; key = null }
      if (flow.length > 0 && token === ',') flow = withoutValue(flow)
    }
  }
  const current = lines.at(-1) ?? ''
  const path = [...block.map((opened) => opened.key), ...flow.flatMap((part) => (part === '{' ? [] : part === '[' ? ['-'] : [part.replace(/^=/, '')]))]
  const isValue = flow.length > 0 ? (flow.at(-1)?.startsWith('=') ?? false) : /:\s+$/.test(current)
  return { path, isValue }
}

function indentOf(line: string): number {
  return line.length - line.replace(/^[\s-]*/, '').length
}

/** A dash begins an item of a list. */
function dashes(line: string): Opened[] {
  const found = /^(\s*)- /.exec(line)
  return found ? [{ key: '-', indent: (found[1] ?? '').length }] : []
}

/** What is open once the nearest bracket is closed, with the key that it belonged to. */
function closed(flow: readonly string[]): string[] {
  const open = Math.max(flow.lastIndexOf('{'), flow.lastIndexOf('['))
  return open < 0 ? [] : [...flow.slice(0, open)]
}

function withoutValue(flow: readonly string[]): string[] {
  return flow.at(-1)?.startsWith('=') ? flow.slice(0, -1) : [...flow]
}

function plain(token: string): string {
  return token.trim().replace(/^(["'])(.*)\1$/, '$2')
}

function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_-]*$/u.test(name) ? name : JSON.stringify(name)
}
