/** Rows of one group by their label; rows without a label are nobody's concern here. */
export interface LabelledCount {
  readonly cell: readonly (string | null)[]
  readonly favourable: number
  readonly unfavourable: number
}

/** The weight of a row of the group, by its label; 0 where the group has no row with that label. */
export interface GroupWeights {
  readonly cell: readonly (string | null)[]
  readonly favourable: number
  readonly unfavourable: number
}

/**
 * Weights that make label and groups independent (Kamiran and Calders, Knowledge and Information Systems 33, 2012):
 * P(group) · P(label) / P(group, label), all over the rows that have a label.
 *
 * With them every group has the label rate of the whole, and the weights of all labelled rows add up to their number
 * where every group has both labels.
 */
export function reweighingTable(counts: readonly LabelledCount[]): GroupWeights[] {
  const favourable = counts.reduce((sum, count) => sum + count.favourable, 0)
  const unfavourable = counts.reduce((sum, count) => sum + count.unfavourable, 0)
  const rows = favourable + unfavourable
  const weight = (group: number, label: number, both: number) => (both === 0 ? 0 : (group * label) / (rows * both))
  return counts.map(({ cell, favourable: yes, unfavourable: no }) => ({
    cell, favourable: weight(yes + no, favourable, yes), unfavourable: weight(yes + no, unfavourable, no),
  }))
}
