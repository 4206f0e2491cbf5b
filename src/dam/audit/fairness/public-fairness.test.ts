import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FairnessReport, type Crossing } from '#dam/dataset/fairness-report.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { listLiteral, sql } from '#platform/engines/sql-text.ts'
import { auditFairness } from './audit-fairness.ts'
import { recipeWith } from './audited.fixture.ts'
import { publicFairness } from './public-fairness.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

type Row = readonly [string, string, string]

async function auditRows(rows: readonly Row[], smallestCell: number): Promise<FairnessReport> {
  const list = (place: 0 | 1 | 2) => sql`unnest(${listLiteral(rows.map((row) => row[place]))})`
  const label = sql`unnest(${listLiteral(rows.map((_, place) => String(place % 2)))})`
  const table = await bench.makeTable(sql`select ${list(0)} as a, ${list(1)} as b, ${list(2)} as c, ${label} as y, ${label} as p`, { a: 'text', b: 'text', c: 'text', y: 'integer', p: 'integer' })
  return auditFairness({ table, recipe: recipeWith({ label: 'y', favourable: 1, groups: ['a', 'b', 'c'], prediction: { column: 'p' }, 'smallest-cell': smallestCell }, ['a', 'b', 'c', 'y', 'p']), directory: '.' }, bench)
}

test('publicFairness() joins small cells into one count, and never leaves a single one to be subtracted', async () => {
  const rows = [...fill(['x', 'k', 'm'], 40), ...fill(['y', 'k', 'm'], 20), ...fill(['z', 'k', 'm'], 3)]
  const told = publicFairness(await auditRows(rows, 5), 10)
  expect(told.isPublic).toBe(true)
  expect(told.combinations).toBeUndefined()
  expect(told.crossings[0]?.cells.map(({ cell, rows: count }) => [cell[0]?.value, count])).toEqual([['x', 40]])
  expect(told.crossings[0]?.rest).toEqual({ cells: 2, rows: 23 })
  expect(told.crossings[0]?.disparities?.all).toBeNull()
  expect(JSON.stringify(told)).not.toMatch(/"value":"[yz]"/)
})

test('publicFairness() leaves a report without small cells as it is', async () => {
  const rows = [...fill(['x', 'k', 'm'], 40), ...fill(['y', 'l', 'm'], 40)]
  const report = await auditRows(rows, 5)
  const told = publicFairness(report, 10)
  expect(told.crossings.map(({ cells }) => cells)).toEqual(report.crossings.map(({ cells }) => cells.filter(({ rows: count }) => count > 0)))
  expect(told.findings).toEqual(report.findings)
})

test('where the combinations are not kept, only the first group is told', async () => {
  const { combinations: _combinations, ...report } = await auditRows([...fill(['x', 'k', 'm'], 40), ...fill(['y', 'l', 'm'], 40)], 5)
  const told = publicFairness(report, 10)
  expect(told.crossings.map(({ cells }) => cells.length)).toEqual([2, 0, 0, 0, 0, 0, 0])
})

const value = fc.constantFrom('1', '1', '1', '1', '2', '2', '3')
const rowsOf = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 90 })

test('in the public form of any table no cell below the bound is told, and none follows from the counts told by adding and subtracting', async () => {
  await fc.assert(fc.asyncProperty(rowsOf, fc.boolean(), fc.integer({ min: 2, max: 12 }), async (drawn, isNested, least) => {
    // A column that only refines another makes sums that a table of independent columns does not.
    const rows = drawn.map(([a, b, c]): Row => [a, isNested ? `${a}${b}` : b, c])
    fc.pre(rows.length >= least)
    const report = await auditRows(rows, 2)
    const told = FairnessReport.parse(publicFairness(report, least))
    const atoms = [...new Set(rows.map((row) => row.join(' ')))]
    const setOf = (by: readonly string[], cell: readonly (string | null | undefined)[]) => atoms.map((atom) => (by.every((column, place) => atom.split(' ')['abc'.indexOf(column)] === cell[place]) ? 1n : 0n))
    const counts = [atoms.map(() => 1n)]
    for (const { by, cells } of told.crossings) {
      for (const { cell, rows: count } of cells) {
        expect(count).toBeGreaterThanOrEqual(least)
        counts.push(setOf(by, cell.map((part) => part.value)))
      }
    }
    expect(told.findings.flatMap(({ cells }) => cells).concat(told.collection.map(({ cell }) => cell)).every((cell) => isTold(told.crossings, cell))).toBe(true)
    const rank = rankOf(counts)
    for (const { by, cells } of report.crossings) {
      for (const { cell } of cells.filter(({ rows: count }) => count > 0 && count < least)) {
        expect(rankOf([...counts, setOf(by, cell.map((part) => part.value))])).toBe(rank + 1)
      }
    }
  }), { numRuns: 60 })
})

test('the rest of every crossing is none, or at least two cells and the bound, unless everything is in it', async () => {
  await fc.assert(fc.asyncProperty(rowsOf, fc.integer({ min: 2, max: 12 }), async (rows, least) => {
    const told = publicFairness(await auditRows(rows, 2), least)
    for (const { cells, rest } of told.crossings) {
      expect(cells.reduce((sum, { rows: count }) => sum + count, rest?.rows ?? 0)).toBe(rows.length)
      if (!rest || cells.length === 0) continue
      expect(rest.cells).toBeGreaterThanOrEqual(2)
      expect(rest.rows).toBeGreaterThanOrEqual(least)
    }
  }), { numRuns: 30 })
})

test('no share told of any table rests on fewer rows than the bound, and no smaller one follows from the predictions told', async () => {
  await fc.assert(fc.asyncProperty(rowsOf, fc.integer({ min: 2, max: 12 }), async (rows, least) => {
    fc.pre(rows.length >= least)
    const report = await auditRows(rows, 1)
    const told = FairnessReport.parse(publicFairness(report, least))
    const bars = [told.whole, ...told.crossings.flatMap(({ cells }) => cells)].flatMap(barsOf)
    expect(bars.filter((bar) => bar > 0 && bar < least)).toEqual([])
    const atoms = [...new Set(rows.map((row) => row.join(' ')))]
    const setOf = ({ by }: Crossing, { cell }: Crossing['cells'][number]) => atoms.map((atom) => (by.every((column, place) => atom.split(' ')['abc'.indexOf(column)] === cell[place]?.value) ? 1n : 0n))
    const counts = told.whole.prediction ? [atoms.map(() => 1n)] : []
    for (const crossing of told.crossings) for (const cell of crossing.cells) if (cell.prediction) counts.push(setOf(crossing, cell))
    const rank = rankOf(counts)
    for (const crossing of report.crossings) {
      for (const cell of crossing.cells.filter(({ prediction }) => Object.values(prediction?.metrics ?? {}).some(({ of }) => of > 0 && of < least))) {
        expect(rankOf([...counts, setOf(crossing, cell)])).toBe(rank + 1)
      }
    }
  }), { numRuns: 40 })
})

test('a group whose model chose few of is told without the model, and one that nobody can subtract beside it', async () => {
  const rows = [...fill(['x', 'k', 'm'], 80), ...fill(['y', 'k', 'm'], 60), ...fill(['z', 'k', 'm'], 12)]
  const told = publicFairness(await auditRows(rows, 10), 8)
  const [first] = told.crossings
  expect(first?.cells.map(({ cell, rows: count, prediction }) => [cell[0]?.value, count, prediction !== undefined])).toEqual([['x', 80, true], ['y', 60, false], ['z', 12, false]])
  expect(first?.disparities?.all).toBeNull()
})

function barsOf({ rows, label, prediction }: FairnessReport['whole']): number[] {
  return [rows, label.of, ...Object.values(prediction?.metrics ?? {}).map(({ of }) => of)]
}

function fill(row: Row, count: number): Row[] {
  return Array.from({ length: count }, () => row)
}

function isTold(crossings: readonly Crossing[], cell: Crossing['cells'][number]['cell']): boolean {
  return crossings.some(({ cells }) => cells.some((other) => JSON.stringify(other.cell) === JSON.stringify(cell)))
}

/** Rank over the rationals, without fractions: Gauss's elimination in whole numbers. */
function rankOf(rows: readonly (readonly bigint[])[]): number {
  const left = rows.map((row) => [...row])
  let rank = 0
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const pivot = left.findIndex((row, place) => place >= rank && row[column] !== 0n)
    const found = left[pivot]
    if (!found) continue
    left[pivot] = left[rank] ?? []
    left[rank] = found
    for (const row of left.slice(rank + 1)) {
      const [own, other] = [row[column] ?? 0n, found[column] ?? 0n]
      if (own === 0n) continue
      row.forEach((number, place) => { row[place] = number * other - (found[place] ?? 0n) * own })
    }
    rank++
  }
  return rank
}
