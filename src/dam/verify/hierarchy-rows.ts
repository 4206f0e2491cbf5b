import { Refusal } from '#platform/refusal.ts'

/** A whole hierarchy of given values: each row leads from a value to `*`. */
export type HierarchyRows = readonly (readonly string[])[]

/**
 * Reads a hierarchy in ARX's form and completes it with `*`.
 *
 * @throws {Refusal} `bad-input` naming the line, for rows of unequal length or a quote that never closes
 */
export function readHierarchyCsv(text: string, file: string): HierarchyRows {
  const lines = cellsOf(text.replace(/^\uFEFF/, ''), file)
  const width = lines[0]?.length ?? 0
  lines.forEach((cells, place) => {
    if (cells.length !== width) throw new Refusal('bad-input', `${file}: line ${place + 1} has ${cells.length} cells, the first line ${width}`)
  })
  return withStar(lines)
}

/** The same rows out of a tree of names. @throws {Refusal} `bad-recipe` when it is no tree of names and lists */
export function readTree(tree: ReadonlyMap<unknown, unknown>): HierarchyRows {
  const branches: string[][] = []
  walk(tree, [], branches)
  const depth = Math.max(...branches.map((branch) => branch.length))
  return withStar(branches.map((branch) => [...branch, ...Array.from({ length: depth - branch.length }, () => branch.at(-1) ?? '')]))
}

function walk(node: unknown, above: readonly string[], branches: string[][]): void {
  if (Array.isArray(node)) {
    for (const leaf of node) branches.push([String(leaf), ...above].map((name) => name.normalize('NFC')))
  } else if (node instanceof Map) {
    for (const [name, below] of node) walk(below, [String(name), ...above], branches)
  } else {
    throw new Refusal('bad-recipe', 'recipe.yaml: a tree holds names and lists of values')
  }
}

function withStar(rows: readonly (readonly string[])[]): HierarchyRows {
  return rows.every((row) => row.at(-1) === '*') ? rows : rows.map((row) => [...row, '*'])
}

/** Cells of every line; `;` parts them, or `,` or a tab where the first line has no semicolon. */
function cellsOf(text: string, file: string): string[][] {
  const first = text.split(/\r?\n/, 1)[0] ?? ''
  const delimiter = [';', '\t', ','].find((mark) => first.includes(mark)) ?? ';'
  const lines: string[][] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => { cells.push(cell); cell = '' }
  const endLine = () => { endCell(); if (cells.length > 1 || cells[0] !== '') lines.push(cells); cells = [] }
  for (let place = 0; place < text.length; place++) {
    const letter = text[place] ?? ''
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[place + 1] === '"') { cell += '"'; place++ }
      else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === delimiter) endCell()
    else if (letter === '\n') endLine()
    else if (letter !== '\r' || text[place + 1] !== '\n') cell += letter
  }
  if (quoted) throw new Refusal('bad-input', `${file}: a quote opened on line ${lines.length + 1} never closes`)
  if (cell !== '' || cells.length > 0) endLine()
  return lines
}
