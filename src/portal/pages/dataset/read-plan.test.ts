import { expect, test } from 'vitest'
import type { Fact } from '#dam/dataset/fact.ts'
import type { QualityReport } from '#dam/dataset/reports.ts'
import { publicQuality } from '#dam/release/public-quality.ts'
import { parseRecipe } from '#dam/recipe/load-recipe.ts'
import { readPlan } from './read-plan.ts'

const how = { method: { en: 'Rows were grouped.', ko: '묶어 세었습니다.' }, recompute: 'select 1' }
const fact = (id: string, rule: number | null, measured: number): Fact => ({ id, label: { en: id, ko: id }, claim: null, rule, measured, unit: 'count', verdict: 'noted', how })
const cell = (value: string, count: number, verdict: 'passed' | 'failed', shortfall: number): QualityReport['plan']['cells'][number] => ({ cell: [{ column: '성별', value }], count, share: count / 100, target: 0.5, tolerance: 0.1, verdict, shortfall })
const planOf = (cells: QualityReport['plan']['cells']): QualityReport => ({ facts: [], stops: false, plan: { facts: [fact('plan-rows-at-least', 100, 100), fact('near-duplicates', null, 0), fact('plan-cells', 0, 1)], cells, cellsHow: how } })
const { recipe } = parseRecipe('datadam: 1\ndataset: {name: a/b, title: t, licence: CC0-1.0, language: [ko]}\nsource: {kind: csv, path: a.csv}\ncolumns: {성별: {role: plain}}\nplan: {cells: {by: [성별], target: {equal: true}, tolerance: 0.1}}\nprivacy: {models: [{k-anonymity: 5}]}\nrelease: {version: 1.0.0}\n', { file: 'recipe.yaml' })

test('readPlan() tells the targets that are one number, and the cells with the shortest first', () => {
  const shown = readPlan(planOf([cell('남', 60, 'passed', 0), cell('다', 70, 'failed', 0), cell('여', 40, 'failed', 7)]).plan)
  expect(shown.targets.map(({ id }) => id)).toEqual(['plan-rows-at-least'])
  expect(shown.cells.map(({ cell: [part] }) => part?.value)).toEqual(['여', '다', '남'])
  expect(readPlan({ facts: [], cells: [] })).toEqual({ targets: [], cells: [], hidesSmall: false })
})

test('readPlan() sees whether a public report hides small cells', () => {
  const published = (smallest: number) => readPlan(publicQuality(planOf([cell('남', 100 - smallest, 'passed', 0), cell('여', smallest, 'failed', 7)]), { recipe, rows: 100 }).plan)
  expect(published(30).hidesSmall).toBe(false)
  expect(published(3)).toMatchObject({ hidesSmall: true, cells: [{ cell: [{ value: '남' }], count: 95 }] })
})
