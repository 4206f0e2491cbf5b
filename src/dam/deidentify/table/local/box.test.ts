import { expect, test } from 'vitest'
import { entryOrder } from './box.ts'

test('entryOrder() begins with the order of the table, and has room to sort', () => {
  const { order, scratch } = entryOrder(4)
  expect(Array.from(order)).toEqual([0, 1, 2, 3])
  expect(scratch).toHaveLength(4)
})
