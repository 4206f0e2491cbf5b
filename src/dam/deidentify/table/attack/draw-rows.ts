import type { Frequencies } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'

/** Rows outside suppression that an attack is tried on. */
export interface DrawnRows {
  /** Entries that rows were drawn from, ascending. */
  readonly entries: Int32Array
  /** How many rows of each. */
  readonly counts: Uint32Array
  readonly rows: number
}

/** All rows outside suppression or, where there are more than `most`, one of each `most`-th part of them by the seed. */
export function drawRows({ entries, counts }: Pick<Frequencies, 'entries' | 'counts'>, { classOf }: Pick<RecodedClasses, 'classOf'>, most: number, seed: number): DrawnRows {
  let of = 0
  let used = 0
  for (let entry = 0; entry < entries; entry++) {
    if ((classOf[entry] ?? -1) < 0 || counts[entry] === 0) continue
    of += counts[entry] ?? 0
    used++
  }
  const parts = Math.min(of, most)
  const room = Math.min(parts, used)
  const drawn = { entries: new Int32Array(room), counts: new Uint32Array(room) }
  const random = randomFrom(seed)
  let places = 0
  let before = 0
  let part = 0
  let next = of <= most ? 0 : Math.floor((part + random()) * of / parts)
  for (let entry = 0; entry < entries && part < parts; entry++) {
    if ((classOf[entry] ?? -1) < 0 || counts[entry] === 0) continue
    const end = before + (counts[entry] ?? 0)
    let taken = 0
    if (of <= most) taken = counts[entry] ?? 0
    else {
      while (part < parts && next < end) {
        taken++
        part++
        next = Math.floor((part + random()) * of / parts)
      }
    }
    if (taken > 0) {
      drawn.entries[places] = entry
      drawn.counts[places] = taken
      places++
    }
    before = end
  }
  return { entries: drawn.entries.subarray(0, places), counts: drawn.counts.subarray(0, places), rows: parts }
}

/** Numbers from 0 to 1 that follow from a seed. */
function randomFrom(seed: number): () => number {
  let state = Math.trunc(seed) | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
