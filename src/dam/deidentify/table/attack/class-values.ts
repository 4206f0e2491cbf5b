import type { CodeArray, Frequencies } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'

/** The commonest value of each class; of several that are as common the first. */
export interface ClassValues {
  readonly commonest: Int32Array
  /** Rows of the class with that value. */
  readonly rows: Uint32Array
}

/** Counts the values of one sensitive column in every class. */
export function commonestValues({ entries, counts }: Pick<Frequencies, 'entries' | 'counts'>, values: CodeArray, { classes, classOf }: Pick<RecodedClasses, 'classes' | 'classOf'>): ClassValues {
  const starts = new Int32Array(classes + 1)
  let most = 0
  for (let entry = 0; entry < entries; entry++) {
    const number = classOf[entry] ?? -1
    if (number >= 0) starts[number + 1]! += 1 // safe: classes are below their number
    most = Math.max(most, values[entry] ?? 0)
  }
  for (let number = 0; number < classes; number++) starts[number + 1]! += starts[number] ?? 0 // safe: as above
  const next = starts.slice(0, classes)
  const order = new Int32Array(starts[classes] ?? 0)
  for (let entry = 0; entry < entries; entry++) {
    const number = classOf[entry] ?? -1
    if (number < 0) continue
    order[next[number] ?? 0] = entry
    next[number]! += 1 // safe: as above
  }
  const tally = new Uint32Array(most + 1)
  const commonest = new Int32Array(classes)
  const rows = new Uint32Array(classes)
  for (let number = 0; number < classes; number++) {
    const from = starts[number] ?? 0
    const to = starts[number + 1] ?? 0
    for (let at = from; at < to; at++) tally[values[order[at] ?? 0] ?? 0]! += counts[order[at] ?? 0] ?? 0 // safe: as long as the highest code
    for (let at = from; at < to; at++) {
      const value = values[order[at] ?? 0] ?? 0
      const own = tally[value] ?? 0
      const best = rows[number] ?? 0
      if (own < best || (own === best && (own === 0 || value >= (commonest[number] ?? 0)))) continue
      commonest[number] = value
      rows[number] = own
    }
    for (let at = from; at < to; at++) tally[values[order[at] ?? 0] ?? 0] = 0
  }
  return { commonest, rows }
}
