import fc from 'fast-check'
import type { Metric, PrivacyModel } from '#dam/recipe/recipe.ts'
import { codeArray, type Frequencies, type LevelCodes } from './frequencies.ts'
import { compareLevels, type LevelBounds, type Levels } from './lattice.ts'

/** A row of a made table. */
export interface MadeRow { readonly leaves: readonly number[]; readonly person: number; readonly value: number; readonly group: number; readonly isReleased: boolean }

/** Leaves that are gathered step by step. */
export const MadeHierarchy = fc.record({ leaves: fc.integer({ min: 1, max: 8 }), steps: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }), extra: fc.nat(5), seed: fc.nat() })

export function makeHierarchy({ leaves, steps, extra, seed }: { leaves: number; steps: readonly number[]; extra: number; seed: number }): LevelCodes {
  const codes = [Int32Array.from({ length: leaves }, (_, leaf) => leaf)]
  for (const step of steps) codes.push((codes.at(-1) ?? new Int32Array(0)).map((code) => Math.floor(code / step)))
  codes.push(new Int32Array(leaves))
  const size = Int32Array.from({ length: leaves }, (_, leaf) => 1 + ((seed >> (leaf % 16)) & 1))
  const domain = size.reduce((sum, one) => sum + one, extra)
  const under = codes.map((ofLevel, level) => {
    const sums = new Float64Array(Math.max(...ofLevel) + 1)
    ofLevel.forEach((code, leaf) => { sums[code] = (sums[code] ?? 0) + (level === 0 ? 1 : size[leaf] ?? 1) })
    return level === codes.length - 1 ? Float64Array.of(domain) : sums
  })
  return { codes, leaves: under, domain }
}

/** Counts made rows as the engine would. */
export function countEntries(rows: readonly MadeRow[], hierarchies: readonly LevelCodes[], has: { readonly persons: boolean; readonly values: boolean; readonly groups: boolean; readonly delivered: boolean }): Frequencies {
  const counts = new Map<string, { row: MadeRow; count: number; delivered: number }>()
  for (const row of rows) {
    const key = [...row.leaves, has.persons && row.person, has.values && row.value, has.groups && row.group].join()
    const entry = counts.get(key) ?? { row, count: 0, delivered: 0 }
    counts.set(key, entry)
    if (row.isReleased) entry.count++
    entry.delivered++
  }
  const entries = Array.from(counts.values()).filter(({ count }) => count > 0 || has.delivered).toSorted((a, b) => (has.persons ? a.row.person - b.row.person : 0))
  const codesOf = (cardinality: number, of: (row: MadeRow) => number) => {
    const array = codeArray(cardinality, entries.length)
    entries.forEach((entry, place) => { array[place] = of(entry.row) })
    return array
  }
  return {
    entries: entries.length, counts: Uint32Array.from(entries, ({ count }) => count),
    codes: hierarchies.map(({ codes }, column) => codesOf(codes[0]?.length ?? 1, ({ leaves }) => leaves[column] ?? 0)),
    ...(has.persons && { persons: Uint32Array.from(entries, ({ row }) => row.person) }),
    ...(has.values && { sensitive: [codesOf(5, ({ value }) => value)] }),
    ...(has.groups && { groups: codesOf(3, ({ group }) => group) }),
    ...(has.delivered && { delivered: Uint32Array.from(entries, ({ delivered }) => delivered) }),
  }
}

export function nodesOf(bounds: readonly LevelBounds[]): Levels[] {
  return bounds.reduce<number[][]>((nodes, { lowest, highest }) => nodes.flatMap((node) => Array.from({ length: highest - lowest + 1 }, (_, step) => [...node, lowest + step])), [[]])
}

/** A class of rows, counted in the simplest way. */
export interface NaiveClass { rows: MadeRow[]; delivered: number }

/** Size in rows or persons. */
export function sizeOf(rows: readonly MadeRow[], hasPersons: boolean): number {
  return hasPersons ? new Set(rows.map(({ person }) => person)).size : rows.length
}

/** How many rows, or persons, have each of five values. */
function sharesOf(rows: readonly MadeRow[], hasPersons: boolean): number[] {
  const counts = [0, 1, 2, 3, 4].map((value) => sizeOf(rows.filter((row) => row.value === value), hasPersons))
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / total)
}

/** Whether a class keeps one model, by docs/release-format.md, section 5, and nothing else. Values are gathered 0 1 | 2 3 | 4, then all. */
export function keepsModel(model: PrivacyModel, { rows, delivered }: NaiveClass, all: readonly MadeRow[], hasPersons: boolean): boolean {
  if ('k-anonymity' in model) return sizeOf(rows, hasPersons) >= model['k-anonymity']
  if ('sample-uniques' in model) return rows.length >= 2
  if ('average-risk' in model) return true
  if ('delta-presence' in model) {
    const presence = rows.length / delivered
    return presence >= model['delta-presence']['at-least'] - 1e-9 && presence <= model['delta-presence']['at-most'] + 1e-9
  }
  const p = sharesOf(rows, hasPersons)
  if ('l-diversity' in model) {
    const told = model['l-diversity']
    if (told.kind === 'distinct') return p.filter((share) => share > 0).length >= told.l
    if (told.kind === 'entropy') return -p.reduce((sum, share) => sum + (share > 0 ? share * Math.log(share) : 0), 0) >= Math.log(told.l) - 1e-12
    const falling = p.toSorted((a, b) => b - a)
    return (falling[0] ?? 0) < told.c * falling.slice(told.l - 1).reduce((sum, share) => sum + share, 0) - 1e-12
  }
  const q = sharesOf(all, hasPersons)
  const difference = p.map((share, value) => share - (q[value] ?? 0))
  const at = (value: number) => difference[value] ?? 0
  const { distance, t } = model['t-closeness']
  if (distance === 'equal') return difference.reduce((sum, one) => sum + Math.abs(one), 0) / 2 <= t + 1e-9
  if (distance === 'ordered') return [1, 2, 3, 4].reduce((sum, end) => sum + Math.abs(difference.slice(0, end).reduce((one, other) => one + other, 0)), 0) / 4 <= t + 1e-9
  const moved = (parts: readonly number[]) => Math.min(parts.reduce((sum, part) => sum + Math.max(0, part), 0), parts.reduce((sum, part) => sum + Math.max(0, -part), 0))
  const cost = 0.5 * (moved([at(0), at(1)]) + moved([at(2), at(3)])) + moved([at(0) + at(1), at(2) + at(3), at(4)])
  return cost <= t + 1e-9
}

/** The hierarchy of the five values. */
export const VALUES: LevelCodes['codes'] = [Int32Array.of(0, 1, 2, 3, 4), Int32Array.of(0, 0, 1, 1, 2), Int32Array.of(0, 0, 0, 0, 0)]

/** What an exhaustive search is asked. */
export interface NaiveRequest {
  readonly models: readonly PrivacyModel[]
  readonly limit: number
  readonly metric: Metric
  readonly bounds: readonly LevelBounds[]
  readonly weights: readonly number[]
  readonly parity?: number | undefined
}

/** Every node, every row, by the formulas of docs/release-format.md, section 5, and nothing else. */
export function searchAll(made: readonly MadeRow[], hierarchies: readonly LevelCodes[], hasPersons: boolean, { models, limit, metric, bounds, weights, parity }: NaiveRequest) {
  const all = made.filter(({ isReleased }) => isReleased)
  const n = all.length
  let best: { levels: Levels; score: number; suppressed: number; classes: number } | undefined
  for (const levels of nodesOf(bounds)) {
    const labelsOf = (row: MadeRow) => row.leaves.map((leaf, column) => hierarchies[column]?.codes[levels[column] ?? 0]?.[leaf] ?? 0)
    const classes = new Map<string, NaiveClass>()
    for (const row of made) {
      const key = labelsOf(row).join()
      const found = classes.get(key) ?? { rows: [], delivered: 0 }
      classes.set(key, found)
      found.delivered++
      if (row.isReleased) found.rows.push(row)
    }
    let kept = Array.from(classes.values()).filter((one) => one.rows.length > 0 && models.every((model) => keepsModel(model, one, all, hasPersons)))
    for (const model of models) {
      if (!('average-risk' in model)) continue
      const risk = () => kept.length / kept.reduce((sum, one) => sum + sizeOf(one.rows, hasPersons), 0)
      while (kept.length > 0 && risk() > model['average-risk'] * (1 + 1e-12)) {
        const least = Math.min(...kept.map((one) => sizeOf(one.rows, hasPersons)))
        kept = kept.filter((one) => sizeOf(one.rows, hasPersons) > least)
      }
    }
    const keptRows = kept.flatMap((one) => one.rows)
    const suppressed = n - keptRows.length
    if (suppressed > limit * n + 1e-9 || suppressed === n) continue
    const cells = keptRows.map(labelsOf)
    const score = scoreNaively({ all, keptRows, cells, kept, suppressed, levels, hierarchies, metric, weights })
    const isTie = best && Math.abs(score - best.score) <= 1e-13 * Math.abs(best.score)
    if (best && !(isTie ? compareLevels(levels, best.levels) < 0 : score < best.score)) continue
    if (parity !== undefined && !keepsParity({ all, kept: new Map(keptRows.map((row, place) => [row, cells[place] ?? []])), levels, hierarchies, weights, parity })) continue
    best = { levels, score, suppressed, classes: kept.length }
  }
  return best
}

/** The score of one level a column, row by row. */
export function scoreNaively({ all, keptRows, cells, kept, suppressed, levels, hierarchies, metric, weights }: { all: readonly MadeRow[]; keptRows: readonly MadeRow[]; cells: readonly (readonly number[])[]; kept: readonly NaiveClass[]; suppressed: number; levels: Levels; hierarchies: readonly LevelCodes[]; metric: Metric; weights: readonly number[] }): number {
  const n = all.length
  const weight = weights.reduce((sum, one) => sum + one, 0)
  const each = (of: (column: number) => number) => hierarchies.map((_, column) => of(column))
  switch (metric) {
    case 'aecs': return n / Math.max(1, kept.length + (suppressed > 0 ? 1 : 0))
    case 'discernibility': return kept.reduce((sum, one) => sum + one.rows.length ** 2, 0) + suppressed * n
    case 'loss': {
      const losses = each((column) => {
        const { domain = 1, leaves = [] } = hierarchies[column] ?? {}
        const shares = cells.reduce((sum, labels) => sum + (leaves[levels[column] ?? 0]?.[labels[column] ?? 0] ?? 0) / domain, suppressed)
        return domain === 1 ? 0 : (shares - n / domain) / (n - n / domain)
      })
      return losses.reduce((product, loss, column) => product * (1 + loss) ** (weights[column] ?? 1), 1) ** (1 / weight) - 1
    }
    case 'precision': return each((column) => {
      const height = (hierarchies[column]?.codes.length ?? 1) - 1
      return (weights[column] ?? 1) * (height === 0 ? 0 : (keptRows.length * (levels[column] ?? 0) / height + suppressed) / n)
    }).reduce((sum, one) => sum + one, 0) / weight
    case 'entropy': return each((column) => {
      const way = hierarchies[column]?.codes[levels[column] ?? 0]
      const under = (leaf: number) => all.filter((row) => way?.[row.leaves[column] ?? 0] === way?.[leaf]).length
      const same = (leaf: number) => all.filter((row) => row.leaves[column] === leaf).length
      const most = all.reduce((sum, row) => sum + Math.log2(n / same(row.leaves[column] ?? 0)), 0)
      const lost = all.reduce((sum, row) => sum + Math.log2((keptRows.includes(row) ? under(row.leaves[column] ?? 0) : n) / same(row.leaves[column] ?? 0)), 0)
      return (weights[column] ?? 1) * (most === 0 ? 0 : lost / most)
    }).reduce((sum, one) => sum + one, 0) / weight
  }
}

/** Whether the three groups of rows, where they have three rows at least, keep parity. */
export function keepsParity({ all, kept, levels, hierarchies, weights, parity }: { all: readonly MadeRow[]; kept: ReadonlyMap<MadeRow, readonly number[]>; levels: Levels; hierarchies: readonly LevelCodes[]; weights: readonly number[]; parity: number }): boolean {
  const lossOf = (row: MadeRow) => hierarchies.reduce((sum, { domain, leaves }, column) => {
    const labels = kept.get(row)
    const share = labels ? (leaves[levels[column] ?? 0]?.[labels[column] ?? 0] ?? 0) / domain : 1
    return sum + (domain === 1 ? 0 : (weights[column] ?? 1) * (share - 1 / domain) / (1 - 1 / domain))
  }, 0)
  const mean = (rows: readonly MadeRow[], of: (row: MadeRow) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length
  return [(row: MadeRow) => (kept.has(row) ? 0 : 1), lossOf].every((of) => [0, 1, 2].every((group) => {
    const rows = all.filter((row) => row.group === group)
    return rows.length < 3 || mean(rows, of) <= parity * mean(all, of) + 1e-9
  }))
}
