import { expect, test } from 'vitest'
import { measurePlanRows } from './measure-plan-rows.ts'

test('claim, rule and count stand side by side', () => {
  const facts = measurePlanRows({ claimed: 64_000, 'at-least': 40, 'at-most': 42 }, 43)
  expect(facts.map(({ claim, rule, measured, verdict }) => [claim, rule, measured, verdict])).toEqual([
    [64_000, 64_000, 43, 'failed'], [64_000, 40, 43, 'passed'], [64_000, 42, 43, 'failed'],
  ])
})

test('without a plan the rows are noted', () => {
  expect(measurePlanRows(undefined, 43)).toMatchObject([{ id: 'plan-rows', measured: 43, verdict: 'noted' }])
})
