import { Refusal } from '#platform/refusal.ts'
import type { ValueTree } from './hierarchy.ts'

/** A whole hierarchy as rows, each from a value to `*`. */
export type HierarchyRows = readonly (readonly string[])[]

/**
 * Reads a hierarchy in ARX's form: no header, one row a value, `;` between cells, or tab or comma where the first line has none.
 * @throws {Refusal} `bad-recipe` naming the line, when it is not a hierarchy
 */
export function readHierarchyRows(text: string, file: string): HierarchyRows {
  return completeRows(cellsOf(text.replace(/^\uFEFF/, '').normalize('NFC'), file), `The hierarchy file ${file}`)
}

/** A tree of names as rows; shorter branches repeat their topmost name. @throws {Refusal} `bad-recipe` */
export function readTreeRows(tree: ValueTree, column: string): HierarchyRows {
  const branches: string[][] = []
  const walk = (node: ValueTree | readonly (string | number)[], above: readonly string[]) => {
    if (isLeaves(node)) for (const leaf of node) branches.push([String(leaf), ...above])
    else for (const [name, below] of Object.entries(node)) walk(below, [name, ...above])
  }
  walk(tree, [])
  const depth = branches.reduce((most, branch) => Math.max(most, branch.length), 0)
  const rows = branches.map((branch) => [...branch, ...Array.from({ length: depth - branch.length }, () => branch.at(-1) ?? '')].map((cell) => cell.normalize('NFC')))
  return completeRows(rows, `The tree of column "${column}"`)
}

/** Rows in ARX's form, every row to `*`. */
export function writeHierarchyRows(rows: HierarchyRows): string {
  const cell = (text: string) => (/[";\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => `${row.map(cell).join(';')}\n`).join('')
}

function completeRows(rows: HierarchyRows, what: string): HierarchyRows {
  const width = rows[0]?.length ?? 0
  if (width === 0) throw new Refusal('bad-recipe', `${what} has no rows; write one row for each value, from the value itself to *`)
  const values = new Map<string, number>()
  rows.forEach((row, place) => {
    if (row.length !== width) throw new Refusal('bad-recipe', `${what}: row ${place + 1} has ${row.length} cells, the first row ${width}; every row needs as many`)
    const earlier = values.get(row[0] ?? '')
    if (earlier !== undefined) throw new Refusal('bad-recipe', `${what}: row ${place + 1} repeats the value of row ${earlier}; each value needs one row`)
    values.set(row[0] ?? '', place + 1)
  })
  const complete = rows.every((row) => row.at(-1) === '*') ? rows : rows.map((row) => [...row, '*'])
  checkNesting(complete, what)
  return complete
}

function checkNesting(rows: HierarchyRows, what: string): void {
  const levels = rows[0]?.length ?? 0
  for (let level = 0; level + 1 < levels; level++) {
    const parents = new Map<string, string>()
    rows.forEach((row, place) => {
      const label = row[level] ?? ''
      const parent = row[level + 1] ?? ''
      if (label === '*') throw new Refusal('bad-recipe', `${what}: row ${place + 1} has * before the last column; * is kept for all values together, so name the group or repeat its value`)
      if ((parents.get(label) ?? parent) !== parent) throw new Refusal('bad-recipe', `${what}: in row ${place + 1} the label of column ${level + 1} leads to another label than in an earlier row; each label needs one above it`)
      parents.set(label, parent)
    })
  }
}

function isLeaves(node: ValueTree | readonly (string | number)[]): node is readonly (string | number)[] {
  return Array.isArray(node)
}

function cellsOf(text: string, file: string): string[][] {
  const [first = ''] = text.split(/\r?\n/, 1)
  const delimiter = [';', '\t', ','].find((mark) => first.includes(mark)) ?? ';'
  const pattern = new RegExp(`(?:"((?:[^"]|"")*)"|((?!")[^${delimiter}\r\n]*))(${delimiter}|\r\n|\n|\r|$)`, 'y')
  const rows: string[][] = []
  let cells: string[] = []
  while (pattern.lastIndex < text.length || cells.length > 0) {
    const found = pattern.exec(text)
    if (!found) throw new Refusal('bad-recipe', `The hierarchy file ${file}: row ${rows.length + 1} has a quote that does not close, or text after one`)
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === delimiter) continue
    if (cells.length > 1 || cells[0] !== '') rows.push(cells)
    cells = []
    if (found[3] === '') break
  }
  return rows
}
