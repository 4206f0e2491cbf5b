import fc from 'fast-check'
import { expect, test } from 'vitest'
import { budgetLeft, budgetOf, poolOf } from './sample-budget.ts'

test('a closed version gives one person a twentieth, and all persons together a tenth', () => {
  expect(budgetOf({ rows: 10_000, mayDownload: false })).toEqual({ rowsPerDay: 1000, rowsInAll: 500 })
  expect(poolOf({ rows: 10_000, access: 'on-application' })).toBe(1000)
  expect(poolOf({ rows: 10_000, access: 'open' })).toBe(10_000)
  expect(poolOf({ rows: 10_000, access: 'registered' })).toBe(10_000)
  expect(poolOf({ rows: 9, access: 'on-application' })).toBe(0)
})

test('whoever may have every row is only slowed down', () => {
  const budget = budgetOf({ rows: 100, mayDownload: true })
  expect(budgetLeft(budget, { today: 0, inAll: 50_000_000 })).toBe(1_000_000)
  expect(budgetLeft(budget, { today: 1_000_000, inAll: 1_000_000 })).toBe(0)
})

test('budgetLeft() never falls below nothing and never beyond what is left in all', () => {
  const count = fc.integer({ min: 0, max: 10_000_000 })
  fc.assert(fc.property(count, count, count, (rows, today, more) => {
    const budget = budgetOf({ rows, mayDownload: false })
    const left = budgetLeft(budget, { today, inAll: today + more })
    expect(left).toBeGreaterThanOrEqual(0)
    expect(left + today + more <= rows * 0.05 || left === 0).toBe(true)
  }))
})
