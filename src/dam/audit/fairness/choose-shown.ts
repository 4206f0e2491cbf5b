import { emptySpan, vectorsOver } from './counted-span.ts'

/** One cell of a crossing: its rows, and which of the finest cells it is made of. */
export interface CellOfAtoms {
  readonly rows: number
  readonly atoms: readonly number[]
  /** False where the report does not list the cell: it stays among the rest. */
  readonly isListed: boolean
}

/** Counts beyond this are not looked through: the crossing is withheld as a whole. */
const MOST_COUNTS = 600

/**
 * Which cells of each crossing may be told one by one, with the sum of the others, so that nobody can work out a cell
 * of fewer than `least` rows.
 *
 * Small cells are hidden, and so many of the next smallest that those hidden are at least two and at least `least`
 * rows together, in the crossing and in each shown cell of an earlier, coarser one; and until no small cell of any
 * crossing follows from the counts told. In the end every cell of a crossing is hidden, which tells nothing.
 *
 * @param crossings each a partition of the atoms, coarse ones first
 */
export function chooseShown(crossings: readonly (readonly CellOfAtoms[])[], atoms: number, least: number): boolean[][] {
  const vectorOf = vectorsOver(atoms)
  let span = emptySpan().with([vectorOf(Array.from({ length: atoms }, (_, atom) => atom))])
  // Those of finer crossings too: where one column refines another, the totals alone can tell a crossing's cell.
  const small = crossings.flatMap((cells) => cells.filter((cell) => cell.rows > 0 && cell.rows < least)).map((cell) => vectorOf(cell.atoms))
  const told: { cells: readonly CellOfAtoms[]; shown: readonly boolean[] }[] = []
  for (const cells of crossings) {
    const vectors = cells.map((cell) => vectorOf(cell.atoms))
    const coarser = told.map((earlier) => shownParts(cells, earlier, atoms)).filter((parts) => parts !== undefined)
    let shown = cells.map((cell) => cell.isListed && cell.rows >= least)
    let step = 1
    for (;;) {
      shown = hideUntilEnough(cells, shown, least, coarser)
      const published = vectors.filter((_, place) => shown[place])
      if (published.length === 0) break
      if (span.size + published.length > MOST_COUNTS) {
        shown = cells.map(() => false)
        break
      }
      const rest = cells.flatMap((cell, place) => (shown[place] ? [] : cell.atoms))
      const grown = span.with([...published, ...(rest.length > 0 ? [vectorOf(rest)] : [])])
      if (!small.some((vector) => grown.has(vector))) {
        span = grown
        break
      }
      shown = hideSmallest(cells, shown, step)
      step *= 2
    }
    told.push({ cells, shown })
  }
  return told.map(({ shown }) => [...shown])
}

/** For each shown cell of a coarser crossing, the places of the cells it is made of; undefined where the other is not coarser. */
function shownParts(cells: readonly CellOfAtoms[], coarser: { cells: readonly CellOfAtoms[]; shown: readonly boolean[] }, atoms: number): number[][] | undefined {
  const within = new Int32Array(atoms)
  coarser.cells.forEach((cell, place) => { for (const atom of cell.atoms) within[atom] = place })
  const parts = coarser.cells.map((): number[] => [])
  for (const [place, cell] of cells.entries()) {
    const home = within[cell.atoms[0] ?? 0] ?? 0
    if (cell.atoms.some((atom) => within[atom] !== home)) return undefined
    parts[home]?.push(place)
  }
  return parts.filter((_, place) => coarser.shown[place])
}

function hideUntilEnough(cells: readonly CellOfAtoms[], before: readonly boolean[], least: number, coarser: readonly (readonly number[][])[]): boolean[] {
  const shown = [...before]
  const whole = cells.map((_, place) => place)
  for (let changed = true; changed;) {
    changed = false
    for (const part of [whole, ...coarser.flat()]) {
      const hidden = part.filter((place) => !shown[place] && (cells[place]?.rows ?? 0) > 0)
      const rows = hidden.reduce((sum, place) => sum + (cells[place]?.rows ?? 0), 0)
      const isEnough = hidden.length === 0 || rows >= least && (hidden.length >= 2 || part !== whole)
      const next = isEnough ? undefined : part.filter((place) => shown[place]).toSorted((a, b) => (cells[a]?.rows ?? 0) - (cells[b]?.rows ?? 0))[0]
      if (next === undefined) continue
      shown[next] = false
      changed = true
    }
  }
  return shown
}

function hideSmallest(cells: readonly CellOfAtoms[], before: readonly boolean[], count: number): boolean[] {
  const shown = [...before]
  const places = cells.map((_, place) => place).filter((place) => shown[place]).toSorted((a, b) => (cells[a]?.rows ?? 0) - (cells[b]?.rows ?? 0))
  for (const place of places.slice(0, count)) shown[place] = false
  return shown
}
