import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { countGroups } from './made-groups.fixture.ts'
import { worstClass } from './made-models.fixture.ts'
import type { MadeRows, Row } from './made-rows.fixture.ts'
import type { Promises } from './read-recipe.ts'

// The figures of a release made by hand, counted the plain way: for the tests of this room.

/** How a hand-made release generalised one column. */
export interface MadeHierarchy {
  column: string
  /** Place among the released columns. */
  place: number
  /** Place among the delivered columns. */
  source: number
  kind: string
  /** Null in a local recoding. */
  level: number | null
  levels: number
  domain: number
  leavesOf: (label: string) => number
  /** The labels of a leaf, level by level. */
  wayOf: (leaf: string) => readonly string[]
}

/** hierarchies/NN.json and reports/privacy.json of the given rows. */
export function measure(table: MadeRows, made: readonly MadeHierarchy[], promises: Promises) {
  const { rows, sources } = table
  const n = rows.length
  const quasiOf = (row: Row) => made.map(({ place }) => row[place] ?? null)
  const isSuppressed = (row: Row) => quasiOf(row).every((label) => label === '*')
  const kept = rows.filter((row) => !isSuppressed(row))
  const suppressed = n - kept.length
  const classes = Array.from(Map.groupBy(kept, (row) => JSON.stringify(quasiOf(row))).values())
  const person = table.columns.indexOf(promises.person ?? '')
  const persons = person < 0 ? classes.map((members) => members.length) : classes.map((members) => new Set(members.map((row) => row[person])).size)
  const finest = made.map(({ source, wayOf }) => {
    const levels = new Map<string | null, number>([[null, 0]])
    for (const row of sources) { const leaf = row[source]; if (typeof leaf === 'string') wayOf(leaf).forEach((label, level) => levels.set(label, Math.min(level, levels.get(label) ?? level))) }
    return levels
  })
  const hierarchies = made.map(({ column, place, kind, level, levels, domain, leavesOf }, index) => {
    const labels = Array.from(new Set(rows.map((row) => row[place] ?? null)))
    const told = labels.map((label) => ({ label, leaves: label === '*' ? domain : label === null ? 1 : leavesOf(label), level: finest[index]?.get(label) ?? level ?? 0 }))
    return { column, kind, level, levels, domain, labels: told.toSorted((one, other) => ((one.label ?? '') < (other.label ?? '') ? -1 : 1)) }
  })
  const weights = made.map(({ column }) => promises.columns.find(({ name }) => name === column)?.weight ?? 1)
  const weight = weights.reduce((sum, one) => sum + one, 0)
  const shares = made.map(({ place, domain }, index) => {
    const leaves = new Map(hierarchies[index]?.labels.map((label) => [label.label, label.leaves]))
    return rows.map((row) => (isSuppressed(row) ? 1 : (leaves.get(row[place] ?? null) ?? 0) / domain))
  })
  const levelOf = (index: number, row: Row) => made[index]?.level ?? finest[index]?.get(row[made[index]?.place ?? 0] ?? null) ?? 0
  const columns = made.map(({ place, column, level, levels, domain }, index) => {
    const sum = shares[index]?.reduce((all, share) => all + share, 0) ?? 0
    const byLevel = Map.groupBy(kept, (row) => levelOf(index, row))
    const rowsByLevel = Array.from(byLevel, ([own, members]) => ({ level: own, rows: members.length })).toSorted((one, other) => one.level - other.level)
    return { column, ...(level !== null && { level }), levels, rowsByLevel, weight: weights[index] ?? 1, labels: new Set(kept.map((row) => row[place])).size, loss: (sum - n / domain) / (n - n / domain) }
  })
  const precision = made.map(({ levels }, index) => rows.reduce((sum, row) => sum + (isSuppressed(row) ? 1 : levelOf(index, row) / (levels - 1)), 0) / n)
  const entropy = made.map((one) => entropyOf(one, rows, sources, isSuppressed))
  const mean = (losses: readonly number[]) => losses.reduce((sum, loss, index) => sum + (weights[index] ?? 1) * loss, 0) / weight
  const uniques = classes.filter((members) => members.length === 1).length
  const risk = { highest: 1 / Math.min(...persons), average: classes.length / kept.length, atRisk: 0 }
  const after = { prosecutor: risk, journalist: risk, marketer: classes.length / n, sampleUniques: uniques, recordsAtRisk: [] }
  const rowLosses = rows.map((_, place) => mean(made.map(({ domain }, index) => ((shares[index]?.[place] ?? 0) - 1 / domain) / (1 - 1 / domain))))
  const told = { en: 'Counted by hand', ko: '손으로 셈' }
  const how = { method: told, recompute: '' }
  const attack = { attempts: kept.length, certain: 0, chance: 1 / n, label: told, how }
  const privacy: PrivacyReport = {
    models: promises.models.map((model) => writtenModel(model)),
    modelFacts: promises.models.map((model, place) => ({ id: `model-${place}`, label: told, claim: null, rule: null, measured: worstClass(model, { ...table, classes, persons, person }), unit: 'score', verdict: 'passed', how })),
    unit: promises.person === undefined ? 'row' : 'person', recoding: promises.recoding, metric: promises.metric, rows: n, columns,
    scores: {
      loss: columns.reduce((product, { loss }, index) => product * (1 + loss) ** (weights[index] ?? 1), 1) ** (1 / weight) - 1,
      aecs: n / (classes.length + (suppressed > 0 ? 1 : 0)),
      discernibility: classes.reduce((sum, members) => sum + members.length ** 2, 0) + suppressed * n,
      precision: mean(precision), entropy: mean(entropy),
    },
    suppressed, suppressionLimit: promises.limit, classes: classes.length, smallest: Math.min(...persons),
    classSizes: Array.from(new Set(persons)).toSorted((one, other) => one - other).map((size) => ({ size, classes: persons.filter((other) => other === size).length })),
    before: after, after, distributions: [], treatments: [],
    ...countGroups(table, rowLosses, rows.map(isSuppressed), promises),
    attacks: [{ ...attack, id: 'linkage', successes: classes.length, rate: classes.length / kept.length }, { ...attack, id: 'sibling-subtraction', successes: 0, rate: 0 }],
    how,
  }
  return { privacy, hierarchies }
}

/** E_j of docs/release-format.md, section 5. */
function entropyOf({ place, source, wayOf }: MadeHierarchy, rows: readonly Row[], sources: readonly Row[], isSuppressed: (row: Row) => boolean): number {
  const under = new Map<string | null, number>()
  const add = (label: string | null) => { under.set(label, (under.get(label) ?? 0) + 1) }
  const leaves = sources.map((row) => row[source] ?? null)
  for (const leaf of leaves) for (const label of new Set(leaf === null ? [null, '*'] : wayOf(leaf))) add(label)
  const bits = (one: number, other: number) => Math.log2(one / other)
  const hidden = rows.reduce((sum, row, index) => sum + bits(isSuppressed(row) ? rows.length : under.get(row[place] ?? null) ?? rows.length, under.get(leaves[index] ?? null) ?? 0), 0)
  const most = leaves.reduce((sum, leaf) => sum + bits(rows.length, under.get(leaf) ?? 0), 0)
  return most === 0 ? 0 : hidden / most
}

/** A promise in the recipe's words. */
function writtenModel(model: Promises['models'][number]): Record<string, unknown> {
  switch (model.kind) {
    case 'k-anonymity': return { 'k-anonymity': model.k }
    case 'l-diversity': return { 'l-diversity': { column: model.column, kind: model.form, l: model.l, ...(model.form === 'recursive' && { c: model.c }) } }
    case 't-closeness': return { 't-closeness': { column: model.column, t: model.t, distance: model.distance } }
    case 'delta-presence': return { 'delta-presence': { 'at-least': model.atLeast, 'at-most': model.atMost } }
    case 'average-risk': return { 'average-risk': model.risk }
    case 'sample-uniques': return { 'sample-uniques': 'none' }
  }
}
