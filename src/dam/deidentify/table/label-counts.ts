import type { CompiledHierarchy } from './compiled-hierarchy.ts'
import { type Frequencies, rowsOfLeaves } from './frequencies.ts'
import { wayBetween } from './lattice.ts'
import type { RecodedClasses } from './recoded-classes.ts'

/** One label of a quasi-identifier that the release holds. */
export interface ReleasedLabel {
  readonly label: string | null
  readonly leaves: number
  /** The finest level on which it stands. */
  readonly level: number
}

/** The labels of a column in the release, each once, and the place of each class's label among them. */
export function listLabels(hierarchy: CompiledHierarchy, column: number, { classes, levels, codes }: RecodedClasses): { labels: ReleasedLabel[]; ofClass: Int32Array } {
  const places = new Map<string | null, number>()
  const labels: ReleasedLabel[] = []
  const known = hierarchy.labels.map((ofLevel) => new Int32Array(ofLevel.length).fill(-1))
  const ofClass = new Int32Array(classes)
  for (let number = 0; number < classes; number++) {
    const level = levels[column]?.[number] ?? 0
    const code = codes[column]?.[number] ?? 0
    let place = known[level]?.[code] ?? -1
    if (place < 0) {
      const label = hierarchy.labels[level]?.[code] ?? null
      place = places.get(label) ?? labels.length
      if (place === labels.length) labels.push({ label, leaves: hierarchy.leaves[level]?.[code] ?? 0, level: finestLevel(hierarchy, level, code) })
      places.set(label, place)
      known[level]![code] = place // safe: one array a level
    }
    ofClass[number] = place
  }
  return { labels, ofClass }
}

/** The finest level on which a label stands for the same leaves. */
export function finestLevel({ codes, labels }: CompiledHierarchy, level: number, code: number): number {
  const label = labels[level]?.[code]
  const leaf = codes[level]?.indexOf(code) ?? 0
  const under = (of: number, own: number) => codes[of]?.reduce((sum, one) => sum + (one === own ? 1 : 0), 0)
  const leaves = under(level, code)
  for (let finer = 0; finer < level; finer++) {
    const own = codes[finer]?.[leaf] ?? 0
    if (labels[finer]?.[own] === label && under(finer, own) === leaves) return finer
  }
  return level
}

/** How often one label occurs: under it before suppression, and in the classes that stay. */
export interface LabelCount {
  readonly label: string | null
  readonly before: number
  readonly after: number
}

/** Labels of one level with their rows; of finer labels in the release the rows are put together, coarser ones are left out. Labels of suppressed rows alone are not among them. */
export function countLabels(hierarchy: CompiledHierarchy, column: number, level: number, { classes, codes, levels, rows }: RecodedClasses, frequencies: Frequencies): LabelCount[] {
  const labels = hierarchy.labels[level] ?? []
  const before = new Float64Array(labels.length)
  const after = new Float64Array(labels.length)
  const ofLeaf = hierarchy.codes[level] ?? new Int32Array(0)
  rowsOfLeaves(frequencies, column, ofLeaf.length).forEach((count, leaf) => { before[ofLeaf[leaf] ?? 0]! += count }) // safe: codes are below the number of labels
  const ways = hierarchy.codes.slice(0, level + 1).map((finer) => wayBetween(finer, ofLeaf))
  for (let place = 0; place < classes; place++) {
    const way = ways[levels[column]?.[place] ?? 0]
    if (way) after[way[codes[column]?.[place] ?? 0] ?? 0]! += rows[place] ?? 0 // safe: as above
  }
  return labels.flatMap((label, code) => (after[code] ? [{ label, before: before[code] ?? 0, after: after[code] }] : []))
}
