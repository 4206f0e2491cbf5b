import { tallyClasses } from '../class-tally.ts'
import type { Box, EntryOrder } from './box.ts'
import type { BoxColumn } from './box-columns.ts'
import type { SplitRequest } from './split-request.ts'

/** Counts the rows of a box by the labels of one column, and asks the models about them. */
export interface LabelCounter {
  /** Of each label that the last count found, its rows. */
  readonly rows: Float64Array
  /** Its rows, or distinct persons. */
  readonly sizes: Float64Array
  /** How much its rows count when costs are compared. */
  readonly weights: Float64Array
  /** The labels of a level in a box, ascending; undefined where there is but one, which all its entries agree on. */
  count(box: Box, column: BoxColumn, level: number): number[] | undefined
  /** Whether the rows of one label of the last count keep the models beyond their size. */
  keepsModels(code: number): boolean
  /** Whether the rows of these labels of the last count keep every model together; without labels all rows of the box. */
  keepTogether(box: Box, labels?: readonly number[]): boolean
}

/** A counter over one order of entries. Its arrays are used anew by every count. */
export function labelCounter({ frequencies, columns, models, k, cardinalities, importance }: Pick<SplitRequest, 'frequencies' | 'columns' | 'models' | 'k' | 'cardinalities' | 'importance'>, { order, scratch }: EntryOrder): LabelCounter {
  const { counts, persons } = frequencies
  const widest = columns.reduce((most, { cardinality }) => Math.max(most, cardinality), 1)
  const rows = new Float64Array(widest)
  const sizes = persons ? new Float64Array(widest) : rows
  const weights = importance ? new Float64Array(widest) : rows
  const lastPerson = new Int32Array(persons ? widest : 0)
  const entriesOf = new Int32Array(widest)
  const present = new Int32Array(widest)
  const tallier = models.needsTally ? tallyClasses(frequencies, cardinalities) : undefined
  const starts = new Int32Array(tallier ? widest : 0)
  const ends = new Int32Array(tallier ? widest : 0)
  const { tally, clear, add } = tallier ?? tallyClasses(frequencies, [])
  let labelsOfLeaves: Int32Array = new Int32Array(0)
  let leaves: BoxColumn['leaves'] = new Uint8Array(0)

  /** Entries by label in the scratch, so that each label's can be tallied. */
  function sortByLabel({ start, end }: Box, labels: readonly number[]): void {
    let next = start
    for (const code of labels) { starts[code] = ends[code] = next; next += entriesOf[code] ?? 0 }
    for (let at = start; at < end; at++) {
      const entry = order[at] ?? 0
      const code = labelsOfLeaves[leaves[entry] ?? 0] ?? 0
      scratch[ends[code] ?? 0] = entry
      ends[code]! += 1 // safe: codes are below the widest column
    }
  }

  /** The labels of a box and their rows. @returns how many labels */
  function countRows({ start, end }: Box): number {
    let labelled = 0
    for (let at = start; at < end; at++) {
      const entry = order[at] ?? 0
      const code = labelsOfLeaves[leaves[entry] ?? 0] ?? 0
      if (entriesOf[code] === 0) { present[labelled++] = code; rows[code] = 0 }
      entriesOf[code]! += 1 // safe: codes are below the widest column
      rows[code]! += counts[entry] ?? 0 // safe: as above
    }
    return labelled
  }

  /** As `countRows`, with persons and importance. */
  function countMore({ start, end }: Box): number {
    let labelled = 0
    for (let at = start; at < end; at++) {
      const entry = order[at] ?? 0
      const code = labelsOfLeaves[leaves[entry] ?? 0] ?? 0
      if (entriesOf[code] === 0) {
        present[labelled++] = code
        rows[code] = 0
        if (persons) { sizes[code] = 0; lastPerson[code] = -1 }
        if (importance) weights[code] = 0
      }
      entriesOf[code]! += 1 // safe: codes are below the widest column
      const own = counts[entry] ?? 0
      rows[code]! += own // safe: as above
      if (importance) weights[code]! += importance[entry] ?? 0 // safe: as above
      if (persons && own > 0 && lastPerson[code] !== persons[entry]) { lastPerson[code] = persons[entry] ?? 0; sizes[code]! += 1 } // safe: as above
    }
    return labelled
  }

  return {
    rows, sizes, weights,
    count(box, column, level) {
      labelsOfLeaves = column.codes[level] ?? new Int32Array(0)
      leaves = column.leaves
      const labelled = persons || importance ? countMore(box) : countRows(box)
      const labels = labelled > 1 ? Array.from(present.subarray(0, labelled)).toSorted((a, b) => a - b) : undefined
      if (labels && tallier) sortByLabel(box, labels)
      for (let place = 0; place < labelled; place++) entriesOf[present[place] ?? 0] = 0
      return labels
    },
    keepsModels(code) {
      if (!tallier) return true
      clear()
      for (let at = starts[code] ?? 0; at < (ends[code] ?? 0); at++) add(scratch[at] ?? 0)
      return models.passes(tally)
    },
    keepTogether({ start, end }, labels) {
      if (labels && !tallier && !persons) {
        const together = labels.reduce((sum, code) => sum + (rows[code] ?? 0), 0)
        return together >= k && together >= models.leastRows
      }
      const wanted = labels && new Set(labels)
      clear()
      for (let at = start; at < end; at++) {
        const entry = order[at] ?? 0
        if (!wanted || wanted.has(labelsOfLeaves[leaves[entry] ?? 0] ?? 0)) add(entry)
      }
      return tally.size >= k && models.passes(tally)
    },
  }
}
