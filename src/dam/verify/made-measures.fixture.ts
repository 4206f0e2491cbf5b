import type { PrivacyReport } from '#dam/dataset/reports.ts'

// The figures of a release made by hand, counted the plain way: for the tests of this room.

/** How a hand-made release generalised one column. */
export interface MadeHierarchy {
  column: string
  /** Place among the released columns. */
  place: number
  kind: string
  level: number
  levels: number
  domain: number
  leavesOf: (label: string) => number
}

type Row = readonly (string | null)[]

/** hierarchies/NN.json and reports/privacy.json of the given rows. */
export function measure(rows: readonly Row[], made: readonly MadeHierarchy[], { person }: { person: number }) {
  const n = rows.length
  const quasiOf = (row: Row) => made.map(({ place }) => row[place] ?? null)
  const isSuppressed = (row: Row) => quasiOf(row).every((label) => label === '*')
  const kept = rows.filter((row) => !isSuppressed(row))
  const suppressed = n - kept.length
  const classes = Array.from(Map.groupBy(kept, (row) => JSON.stringify(quasiOf(row))).values())
  const persons = classes.map((members) => new Set(members.map((row) => row[person])).size)
  const hierarchies = made.map(({ column, place, kind, level, levels, domain, leavesOf }) => {
    const labels = Array.from(new Set(rows.map((row) => row[place] ?? null)))
    const told = labels.map((label) => ({ label, leaves: label === '*' ? domain : label === null ? 1 : leavesOf(label) }))
    return { column, kind, level, levels, domain, labels: told.toSorted((one, other) => ((one.label ?? '') < (other.label ?? '') ? -1 : 1)) }
  })
  const columns = made.map(({ place, column, level, levels, domain }, index) => {
    const leaves = new Map(hierarchies[index]?.labels.map((label) => [label.label, label.leaves]))
    const shares = rows.reduce((sum, row) => sum + (isSuppressed(row) ? 1 : (leaves.get(row[place] ?? null) ?? 0) / domain), 0)
    return { column, level, levels, labels: new Set(kept.map((row) => row[place])).size, loss: (shares - n / domain) / (n - n / domain) }
  })
  const product = columns.reduce((all, column) => all * (1 + column.loss), 1)
  const nothing = { prosecutor: { highest: 0, average: 0, atRisk: 0 }, journalist: { highest: 0, average: 0, atRisk: 0 }, marketer: 0, sampleUniques: 0, recordsAtRisk: [] }
  const privacy: PrivacyReport = {
    models: [{ 'k-anonymity': 5 }], unit: 'person', recoding: 'global', metric: 'loss', rows: n, columns,
    scores: {
      loss: product ** (1 / made.length) - 1,
      aecs: n / (classes.length + (suppressed > 0 ? 1 : 0)),
      discernibility: classes.reduce((sum, members) => sum + members.length ** 2, 0) + suppressed * n,
    },
    suppressed, suppressionLimit: 0.05, classes: classes.length, smallest: Math.min(...persons),
    classSizes: Array.from(new Set(persons)).toSorted((one, other) => one - other).map((size) => ({ size, classes: persons.filter((other) => other === size).length })),
    before: nothing, after: nothing, distributions: [], treatments: [],
    how: { method: { en: 'Counted by hand', ko: '손으로 셈' }, recompute: '' },
  }
  return { privacy, hierarchies }
}
