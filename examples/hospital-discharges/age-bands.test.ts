import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AGE_BANDS, ageBandOf, PLAN_CELLS } from './age-bands.ts'
import { DIAGNOSES, UNKNOWN_CODES } from './diagnoses.ts'

const beside = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8').trimEnd().split('\n')

test('every age has one band', () => {
  expect(AGE_BANDS.map(({ from, to }) => [ageBandOf(from).from, ageBandOf(to).from])).toEqual([[0, 0], [20, 20], [40, 40], [60, 60], [80, 80]])
  expect(() => ageBandOf(-1)).toThrow('No band')
})

test('the contract beside the recipe is the plan that the data is drawn from', () => {
  expect(beside('plan-cells.csv')).toEqual(['성별,연령대,share', ...PLAN_CELLS.map(({ sex, band, planned }) => `${sex},${band.label},${planned}`)])
  expect(PLAN_CELLS.reduce((sum, { planned }) => sum + planned, 0)).toBeCloseTo(1)
})

test('every diagnosis stands in the list and has a group; a code of the faults has a group but stands in no list', () => {
  const codes = DIAGNOSES.map(({ code }) => code)
  expect(beside('diagnoses.csv').slice(1).map((line) => line.split(',')[0])).toEqual(codes)
  expect(beside('diagnosis-groups.csv').map((line) => line.split(';')[0])).toEqual([...codes, ...UNKNOWN_CODES])
})
