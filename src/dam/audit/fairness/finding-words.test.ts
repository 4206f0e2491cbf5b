import { expect, test } from 'vitest'
import { describeCell, percent, sizeOf } from './finding-words.ts'
import { cellOf } from './made-crossing.fixture.ts'

test('describeCell() names every column with its value, and says what is missing', () => {
  expect(describeCell([{ column: 'sex', value: 'F' }, { column: 'age', value: null }])).toEqual({ en: 'sex = F, age = (missing)', ko: 'sex = F, age = (없음)' })
  expect(describeCell([])).toEqual({ en: '', ko: '' })
})

test('percent() has one place', () => {
  expect([0, 0.1234, 1, 0.99951].map(percent)).toEqual(['0.0 %', '12.3 %', '100.0 %', '100.0 %'])
})

test('sizeOf() finds a cell by columns and values, and is 0 for another', () => {
  const cells = [cellOf({ sex: 'F' }, { favourable: 3, of: 5 }), cellOf({ sex: null }, { favourable: 1, of: 2 })]
  expect([{ value: 'F' }, { value: null }, { value: 'null' }].map(({ value }) => sizeOf(cells, [{ column: 'sex', value }]))).toEqual([5, 2, 0])
  expect(sizeOf(cells, [{ column: 'age', value: 'F' }])).toBe(0)
})
