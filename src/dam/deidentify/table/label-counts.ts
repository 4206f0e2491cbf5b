import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import type { ClassList } from './list-classes.ts'

/** How often one label of a quasi-identifier occurs: in the classes that stay, and before suppression. */
export interface LabelCount {
  readonly label: string | null
  readonly leaves: number
  readonly before: number
  readonly after: number
}

/** Labels of the chosen level in classes of at least k; labels of suppressed rows alone are not among them. */
export function countLabels(hierarchy: CompiledHierarchy, column: number, level: number, list: ClassList, k: number): LabelCount[] {
  const labels = hierarchy.labels[level] ?? []
  const before = new Float64Array(labels.length)
  const after = new Float64Array(labels.length)
  const codes = list.codes[column] ?? []
  for (let place = 0; place < list.classes; place++) {
    const code = codes[place] ?? 0
    const rows = list.rows[place] ?? 0
    before[code]! += rows // safe: codes are below the number of labels
    if ((list.sizes[place] ?? 0) >= k) after[code]! += rows // safe: as above
  }
  return labels.flatMap((label, code) => (after[code] ? [{ label, leaves: hierarchy.leaves[level]?.[code] ?? 0, before: before[code] ?? 0, after: after[code] ?? 0 }] : []))
}
