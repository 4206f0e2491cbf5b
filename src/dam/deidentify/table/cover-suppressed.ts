import { type Frequencies, totalRows } from './frequencies.ts'
import type { RecodedClasses } from './recoded-classes.ts'

/** Rows, or distinct persons, that stand outside every class. */
export function countOutside({ entries, counts, persons }: Frequencies, { classOf }: Pick<RecodedClasses, 'classOf'>): number {
  let outside = 0
  let lastPerson = -1
  for (let entry = 0; entry < entries; entry++) {
    if ((classOf[entry] ?? -1) >= 0 || counts[entry] === 0) continue
    const person = persons?.[entry]
    if (person === undefined) outside += counts[entry] ?? 0
    else if (person !== lastPerson) outside++
    lastPerson = person ?? -1
  }
  return outside
}

/**
 * Suppresses the smallest class too, where fewer than k rows or persons are suppressed: someone whose combination
 * is in no class must be among them, and they would be fewer than k.
 *
 * @returns undefined when that would hide every class or more rows than the limit allows
 */
export function coverSuppressed(recoded: RecodedClasses, frequencies: Frequencies, limit: number): RecodedClasses | undefined {
  const { classes, sizes, rows, classOf } = recoded
  let hidden = -1
  sizes.forEach((size, place) => { if (hidden < 0 || size < (sizes[hidden] ?? 0)) hidden = place })
  const all = totalRows(frequencies)
  const shown = rows.reduce((sum, count) => sum + count, 0) - (rows[hidden] ?? 0)
  if (classes < 2 || all - shown > limit * all + 1e-9) return undefined
  const without = <Numbers extends Uint8Array | Int32Array | Uint32Array>(numbers: Numbers) => numbers.filter((_, place) => place !== hidden)
  return {
    classes: classes - 1, classOf: classOf.map((place) => (place === hidden ? -1 : place > hidden ? place - 1 : place)),
    levels: recoded.levels.map((column) => Uint8Array.from(without(column))), codes: recoded.codes.map((column) => Int32Array.from(without(column))),
    rows: Uint32Array.from(without(rows)), sizes: Uint32Array.from(without(sizes)),
  }
}
