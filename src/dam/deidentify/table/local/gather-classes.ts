import type { Frequencies } from '../frequencies.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import type { Box } from './box.ts'
import type { BoxColumn } from './box-columns.ts'

/** Makes each box a class; entries in no box are suppressed. Labels stand on the finest level that has them. */
export function gatherClasses(boxes: readonly Box[], order: Int32Array, columns: readonly BoxColumn[], { entries, counts, persons }: Frequencies): RecodedClasses {
  const classOf = new Int32Array(entries).fill(-1)
  const levels = columns.map(() => new Uint8Array(boxes.length))
  const codes = columns.map(() => new Int32Array(boxes.length))
  boxes.forEach((box, number) => {
    for (let at = box.start; at < box.end; at++) classOf[order[at] ?? 0] = number
    columns.forEach((column, place) => {
      const leaf = column.leaves[order[box.start] ?? 0] ?? 0
      const level = box.levels[place] ?? 0
      const finest = column.finest[level]?.[column.codes[level]?.[leaf] ?? 0] ?? level
      levels[place]![number] = finest // safe: one array a column
      codes[place]![number] = column.codes[finest]?.[leaf] ?? 0 // safe: as above
    })
  })
  const rows = Uint32Array.from(boxes, (box) => box.rows)
  if (!persons) return { classes: boxes.length, classOf, levels, codes, rows, sizes: rows }
  const sizes = new Uint32Array(boxes.length)
  const last = new Int32Array(boxes.length).fill(-1)
  for (let entry = 0; entry < entries; entry++) {
    const number = classOf[entry] ?? -1
    if (number < 0 || (counts[entry] ?? 0) === 0 || last[number] === persons[entry]) continue
    last[number] = persons[entry] ?? 0
    sizes[number]! += 1 // safe: one size a class
  }
  return { classes: boxes.length, classOf, levels, codes, rows, sizes }
}
