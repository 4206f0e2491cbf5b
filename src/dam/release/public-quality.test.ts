import { expect, test } from 'vitest'
import type { QualityReport } from '#dam/dataset/reports.ts'
import { Recipe } from '#dam/recipe/recipe.ts'
import { publicQuality, smallestPlanCell } from './public-quality.ts'
import { FAILED_FACT } from './release.fixture.ts'

type Cell = QualityReport['plan']['cells'][number]
const how = { method: { en: 'Counted.', ko: '세었습니다.' }, recompute: 'select 1' }

function cell(sex: string, age: string, count: number, more: Partial<Cell> = {}): Cell {
  return { cell: [{ column: 'sex', value: sex }, { column: 'age', value: age }], count, share: count / 100, target: 0.25, tolerance: 0, verdict: count === 25 ? 'passed' : 'failed', shortfall: Math.max(0, Math.ceil((25 - count) / 0.75)), ...more }
}

function reportOf(cells: Cell[]): QualityReport {
  return { facts: [FAILED_FACT], plan: { facts: [FAILED_FACT], cells, cellsHow: how }, stops: false }
}

function recipeOf(target: unknown = { equal: true }, person?: string, smallestCell?: number): Recipe {
  return Recipe.parse({
    datadam: 1, dataset: { name: 'a/b', title: 'b', licence: 'MIT', language: ['en'] }, source: { kind: 'csv', path: 'a.csv' }, columns: {}, release: { version: '1.0.0' },
    plan: { cells: { by: ['sex', 'age'], target, tolerance: 0 } }, privacy: { models: [{ 'k-anonymity': 5 }], person },
    ...(smallestCell !== undefined && { fairness: { label: 'paid', favourable: 'yes', groups: ['sex'], 'smallest-cell': smallestCell } }),
  })
}

test('row numbers are not published, neither of rules nor of the plan', () => {
  expect(JSON.stringify(publicQuality(reportOf([]), { recipe: recipeOf(), rows: 100 }))).not.toContain('"rows"')
})

test('cells of k or more, and empty ones, are published as counted', () => {
  const cells = [cell('F', 'old', 40), cell('F', 'young', 33), cell('M', 'old', 27), cell('M', 'young', 0)]
  expect(publicQuality(reportOf(cells), { recipe: recipeOf(), rows: 100 }).plan).toEqual({ facts: [expect.anything()], cells, cellsHow: how })
})

test('one small cell reads 0 and rounds all others, so that neither it nor the total tells its size', () => {
  const { plan } = publicQuality(reportOf([cell('F', 'old', 3), cell('F', 'young', 33), cell('M', 'old', 27), cell('M', 'young', 37)]), { recipe: recipeOf(), rows: 100 })
  expect(plan.cells.map(({ count, share }) => [count, share])).toEqual([[0, 0], [35, 0.35], [25, 0.25], [35, 0.35]])
  expect(plan.cells[0]).toMatchObject({ verdict: 'failed', shortfall: 34 })
  expect(plan.cellsHow?.method.en).toContain('multiples of 5')
  const other = publicQuality(reportOf([cell('F', 'old', 1), cell('F', 'young', 33), cell('M', 'old', 27), cell('M', 'young', 37)]), { recipe: recipeOf(), rows: 100 })
  expect(other.plan.cells).toEqual(plan.cells)
})

test('a cell too small for the report on fairness is too small here, too: the larger of both bounds counts', () => {
  const cells = [cell('F', 'old', 24), cell('F', 'young', 133), cell('M', 'old', 127), cell('M', 'young', 61)]
  const counts = (smallestCell?: number) => publicQuality(reportOf(cells), { recipe: recipeOf({ equal: true }, undefined, smallestCell), rows: 345 }).plan.cells.map(({ count }) => count)
  expect(counts()).toEqual([24, 133, 127, 61])
  expect(counts(3)).toEqual([24, 133, 127, 61])
  expect(counts(30)).toEqual([0, 120, 120, 60])
  expect([smallestPlanCell(recipeOf()), smallestPlanCell(recipeOf({ equal: true }, undefined, 3)), smallestPlanCell(recipeOf({ equal: true }, undefined, 30))]).toEqual([5, 5, 30])
})

test('a value that only the data knows and few share is not named, a planned one is', () => {
  const cells = [cell('F', 'old', 60), cell('M', 'old', 38), cell('X', 'old', 2), cell('X', 'young', 0)]
  const names = (target: unknown) => publicQuality(reportOf(cells), { recipe: recipeOf(target), rows: 100 }).plan.cells.map((shown) => shown.cell[0]?.value)
  expect(names({ equal: true })).toEqual(['F', 'M'])
  expect(names({ shares: [{ cell: { sex: 'X', age: 'old' }, share: 0.25 }] })).toEqual(['F', 'M', 'X', 'X'])
})

test('where persons are not rows, persons decide; where they were not counted, no cell is published', () => {
  const recipe = recipeOf({ equal: true }, 'patient')
  const counted = [cell('F', 'old', 60, { persons: 50 }), cell('M', 'old', 40, { persons: 1 }), cell('M', 'young', 10, { persons: 10 })]
  expect(publicQuality(reportOf(counted), { recipe, rows: 110 }).plan.cells.map(({ count }) => count)).toEqual([60, 0, 10])
  expect(JSON.stringify(publicQuality(reportOf(counted), { recipe, rows: 110 }))).not.toContain('persons"')
  expect(publicQuality(reportOf([cell('F', 'old', 60)]), { recipe, rows: 100 }).plan.cells).toEqual([])
})
