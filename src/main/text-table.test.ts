import { expect, test } from 'vitest'
import { textTable } from './text-table.ts'

test('textTable() sets cells below each other, numbers to the right, Hangul two places wide', () => {
  expect(textTable([['나이', '12', 'x'], ['sex', '3'], ['', '', 'yz']], { numbers: [1] })).toEqual(['나이  12  x', 'sex    3', '          yz'])
})

test('textTable() of nothing is nothing', () => {
  expect(textTable([])).toEqual([])
})
