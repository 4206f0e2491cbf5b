import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHierarchyRows, readTreeRows, writeHierarchyRows } from './hierarchy-rows.ts'

test('readHierarchyRows() reads ARX\'s form and adds * where it is missing', () => {
  expect(readHierarchyRows('\uFEFFa;x;*\r\nb;x;*\n', 'h.csv')).toEqual([['a', 'x', '*'], ['b', 'x', '*']])
  expect(readHierarchyRows('a,x\n"b,c",y', 'h.csv')).toEqual([['a', 'x', '*'], ['b,c', 'y', '*']])
})

test.each([
  ['', 'has no rows'], ['a;x;*\nb;*\n', 'row 2 has 2 cells'], ['a;x\na;y\n', 'row 2 repeats the value of row 1'],
  ['a;x;p\nb;x;q\n', 'leads to another label'], ['a;*;x\n', 'has * before the last column'], ['a;"x\n', 'quote that does not close'],
])('readHierarchyRows() refuses %j', (text, sentence) => {
  expect(() => readHierarchyRows(text, 'h.csv')).toThrow(sentence)
})

test('readTreeRows() repeats the topmost name of shorter branches', () => {
  expect(readTreeRows({ Asia: { East: ['KR', 'JP'] }, Europe: ['FR'] }, 'country')).toEqual([['KR', 'East', 'Asia', '*'], ['JP', 'East', 'Asia', '*'], ['FR', 'Europe', 'Europe', '*']])
})

test('what writeHierarchyRows() writes, readHierarchyRows() reads, whatever the labels hold', () => {
  const label = fc.string({ minLength: 1, maxLength: 6 }).map((text) => text.normalize('NFC')).filter((text) => text !== '*' && !/[\r\uFEFF]/.test(text))
  fc.assert(fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 8 }), (values) => {
    const rows = values.map((value) => [value, 'group; of "all"', '*'])
    expect(readHierarchyRows(writeHierarchyRows(rows), 'h.csv')).toEqual(rows)
  }))
})
