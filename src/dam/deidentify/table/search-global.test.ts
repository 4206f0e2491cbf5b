import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateNode, isAllowed } from './evaluate-node.ts'
import { scoreOf, sumLeaves } from './bound.ts'
import { workspaceFor } from './entry-table.ts'
import { codeArray, type Frequencies, type LevelCodes, totalRows } from './frequencies.ts'
import { compareLevels, latticeOf, type LevelBounds, type Levels } from './lattice.ts'
import { aecsOf, discernibilityOf, lossOf } from './score.ts'
import { searchGlobal, type SearchRequest } from './search-global.ts'

/** Rows of leaf codes and a person, over hierarchies that halve or gather their codes at random. */
const Case = fc.integer({ min: 1, max: 4 }).chain((columns) => fc.record({
  hierarchies: fc.tuple(...Array.from({ length: columns }, () => Hierarchy)),
  rows: fc.array(fc.tuple(...Array.from({ length: columns }, () => fc.nat(11)), fc.nat(7)), { minLength: 1, maxLength: 40 }),
  k: fc.integer({ min: 2, max: 5 }), limit: fc.constantFrom(0, 0.05, 0.5, 1), metric: fc.constantFrom('loss', 'aecs', 'discernibility'),
  hasPersons: fc.boolean(), lowest: fc.array(fc.nat(1), { minLength: columns, maxLength: columns }), lowered: fc.array(fc.nat(1), { minLength: columns, maxLength: columns }),
}))
const Hierarchy = fc.record({ leaves: fc.integer({ min: 1, max: 8 }), steps: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }), extra: fc.nat(5), seed: fc.nat() })

test('searchGlobal() finds the score and the levels of an exhaustive search, on any small table', { timeout: 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(Case, async (made) => {
    const hierarchies = made.hierarchies.map(makeHierarchy)
    const rows = made.rows.map((row) => hierarchies.map(({ codes }, column) => (row[column] ?? 0) % (codes[0]?.length ?? 1)))
    const persons = made.hasPersons ? made.rows.map((row) => row.at(-1) ?? 0) : undefined
    const frequencies = countEntries(rows, persons, hierarchies)
    const bounds = hierarchies.map(({ codes }, column) => {
      const highest = codes.length - 1 - (made.lowered[column] ?? 0)
      return { lowest: Math.min(made.lowest[column] ?? 0, Math.max(0, highest)), highest: Math.max(0, highest) }
    })
    const request: SearchRequest = { k: made.k, limit: made.limit, metric: made.metric, bounds }
    const result = await searchGlobal(frequencies, hierarchies, request, {})
    const best = searchAll(rows, persons, hierarchies, request)
    expect(result.found).toBe(best !== undefined)
    if (!best) return
    expect(Math.abs(result.score - best.score)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(best.score)))
    expect(result.levels).toEqual(best.levels)
    expect(result.suppressed).toBe(best.suppressed)
    expect(result.classes).toBe(best.classes)
  }), { numRuns: 3000 })
})

test('searchGlobal() excludes most nodes of a lattice without counting them', async () => {
  const hierarchies = [3, 5, 7].map((seed) => makeHierarchy({ leaves: 16, steps: [2, 2, 2], extra: 0, seed }))
  const rows = Array.from({ length: 3000 }, (_, row) => [row * 7 % 16, (row * row) % 13, (row * 31) % 11])
  const frequencies = countEntries(rows, undefined, hierarchies)
  const result = await searchGlobal(frequencies, hierarchies, { k: 5, limit: 0.05, metric: 'loss', bounds: fullBounds(hierarchies) }, {})
  expect(result.lattice).toBe(125)
  expect(result.evaluated).toBeLessThan(60)
})

test('searchGlobal() stops when it is told to', async () => {
  const hierarchies = [makeHierarchy({ leaves: 4, steps: [], extra: 0, seed: 1 })]
  const frequencies = countEntries([[0], [1]], undefined, hierarchies)
  await expect(searchGlobal(frequencies, hierarchies, { k: 2, limit: 0, metric: 'loss', bounds: fullBounds(hierarchies) }, { signal: AbortSignal.abort() }))
    .rejects.toMatchObject({ code: 'cancelled' })
})

test('evaluateNode() gives a bound that no finer node beats', () => {
  const hierarchies = [makeHierarchy({ leaves: 8, steps: [2], extra: 0, seed: 4 }), makeHierarchy({ leaves: 8, steps: [3], extra: 2, seed: 9 })]
  const rows = Array.from({ length: 60 }, (_, row) => [row * row % 8, row * 5 % 7])
  const frequencies = countEntries(rows, undefined, hierarchies)
  const lattice = latticeOf(hierarchies)
  const base = { ...frequencies, levels: [0, 0] }
  const demand = { k: 3, rows: 60, limit: 1, metric: 'aecs' as const }
  const top = evaluateNode(base, [2, 2], demand, lattice, workspaceFor(frequencies.entries))
  for (const levels of nodesOf(fullBounds(hierarchies))) {
    expect(evaluateNode(base, levels, demand, lattice, workspaceFor(frequencies.entries)).classes).toBeLessThanOrEqual(top.mostClasses)
  }
  expect(scoreOf(top, { metric: 'aecs', rows: 60, leaves: sumLeaves(base, lattice), domains: [8, 10], mayStaySuppressed: true })).toBe(60)
})

function fullBounds(hierarchies: readonly LevelCodes[]): LevelBounds[] {
  return hierarchies.map(({ codes }) => ({ lowest: 0, highest: codes.length - 1 }))
}

function makeHierarchy({ leaves, steps, extra, seed }: { leaves: number; steps: readonly number[]; extra: number; seed: number }): LevelCodes {
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

function countEntries(rows: readonly (readonly number[])[], persons: readonly number[] | undefined, hierarchies: readonly LevelCodes[]): Frequencies {
  const counts = new Map<string, { codes: readonly number[]; person: number; count: number }>()
  rows.forEach((codes, place) => {
    const person = persons?.[place] ?? 0
    const key = [...codes, person].join()
    const entry = counts.get(key)
    if (entry) entry.count++
    else counts.set(key, { codes, person, count: 1 })
  })
  const entries = Array.from(counts.values()).toSorted((a, b) => a.person - b.person)
  return {
    entries: entries.length, counts: Uint32Array.from(entries, ({ count }) => count),
    codes: hierarchies.map(({ codes }, column) => {
      const array = codeArray(codes[0]?.length ?? 1, entries.length)
      entries.forEach((entry, place) => { array[place] = entry.codes[column] ?? 0 })
      return array
    }),
    ...(persons && { persons: Uint32Array.from(entries, ({ person }) => person) }),
  }
}

function nodesOf(bounds: readonly LevelBounds[]): Levels[] {
  return bounds.reduce<number[][]>((nodes, { lowest, highest }) => nodes.flatMap((node) => Array.from({ length: highest - lowest + 1 }, (_, step) => [...node, lowest + step])), [[]])
}

/** Every node, every row, by the formulas of docs/release-format.md, section 5, and nothing else. */
function searchAll(rows: readonly (readonly number[])[], persons: readonly number[] | undefined, hierarchies: readonly LevelCodes[], { k, limit, metric, bounds }: SearchRequest) {
  const n = rows.length
  let best: { levels: Levels; score: number; suppressed: number; classes: number } | undefined
  for (const levels of nodesOf(bounds)) {
    const classes = new Map<string, { rows: number[]; persons: Set<number> }>()
    rows.forEach((row, place) => {
      const key = row.map((leaf, column) => hierarchies[column]?.codes[levels[column] ?? 0]?.[leaf]).join()
      const found = classes.get(key) ?? { rows: [], persons: new Set() }
      classes.set(key, found)
      found.rows.push(place)
      found.persons.add(persons ? persons[place] ?? 0 : place)
    })
    const kept = Array.from(classes.values()).filter((one) => one.persons.size >= k)
    const keptRows = kept.flatMap((one) => one.rows)
    const suppressed = n - keptRows.length
    if (!isAllowed(suppressed, { k, rows: n, limit, metric })) continue
    const losses = hierarchies.map(({ domain, codes, leaves }, column) => {
      const level = levels[column] ?? 0
      const shares = keptRows.reduce((sum, place) => sum + (leaves[level]?.[codes[level]?.[rows[place]?.[column] ?? 0] ?? 0] ?? 0) / domain, suppressed)
      return domain === 1 ? 0 : (shares - n / domain) / (n - n / domain)
    })
    const squares = kept.reduce((sum, one) => sum + one.rows.length ** 2, 0)
    const score = metric === 'loss' ? lossOf(losses) : metric === 'aecs' ? aecsOf(n, kept.length, suppressed) : discernibilityOf(squares, suppressed, n)
    const isTie = best && Math.abs(score - best.score) <= 1e-13 * Math.abs(best.score)
    if (!best || (isTie ? compareLevels(levels, best.levels) < 0 : score < best.score)) best = { levels, score, suppressed, classes: kept.length }
  }
  return best
}

test('totalRows() adds the counts of all entries', () => {
  expect(totalRows({ counts: Uint32Array.of(1, 2, 4_000_000_000) })).toBe(4_000_000_003)
})
