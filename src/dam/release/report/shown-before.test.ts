import { expect, test } from 'vitest'
import { leastShown, showBefore } from './shown-before.ts'

test('showBefore() puts rare values that are not released with the rest', () => {
  const distribution = { column: 'age', before: [{ value: '70', count: 80 }, { value: '103', count: 1 }], after: [{ value: '70–79', count: 81 }], restBefore: 4, restAfter: 0 }
  expect(showBefore(distribution, 5)).toEqual({ before: [{ value: '70', count: 80 }], restBefore: 5 })
})

test('showBefore() keeps rare values that are released as they are', () => {
  const kept = { column: 'ward', before: [{ value: 'a', count: 2 }], after: [{ value: 'a', count: 2 }], restBefore: 0, restAfter: 0 }
  expect(showBefore(kept, 5)).toEqual({ before: [{ value: 'a', count: 2 }], restBefore: 0 })
})

test('leastShown() is the promised k, else a rule of thumb', () => {
  expect([leastShown({ models: [{ 'k-anonymity': 11 }] }), leastShown({ models: [] })]).toEqual([11, 5])
})
