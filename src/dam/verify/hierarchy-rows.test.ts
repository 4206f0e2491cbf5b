import { expect, test } from 'vitest'
import { readHierarchyCsv, readTree } from './hierarchy-rows.ts'

test.each([
  { text: 'a;A;*\nb;A;*\n', rows: [['a', 'A', '*'], ['b', 'A', '*']] },
  { text: '\uFEFFa;A\r\nb;B', rows: [['a', 'A', '*'], ['b', 'B', '*']] },
  { text: '"x;y";"say ""A"""\n', rows: [['x;y', 'say "A"', '*']] },
  { text: 'a,A\n', rows: [['a', 'A', '*']] },
])('readHierarchyCsv() reads $text and ends every row with *', ({ text, rows }) => {
  expect(readHierarchyCsv(text, 'h.csv')).toEqual(rows)
})

test.each([
  { text: 'a;A\nb\n', sentence: /h\.csv: line 2 has 1 cells/ },
  { text: 'a;A\n"b;B\n', sentence: /line 2 never closes/ },
])('readHierarchyCsv() refuses $text', ({ text, sentence }) => {
  expect(() => readHierarchyCsv(text, 'h.csv')).toThrow(sentence)
})

test('readTree() lets shorter branches repeat their topmost name, whatever the names are', () => {
  const tree = new Map<unknown, unknown>([['Asia', new Map([['East', ['KR', 'JP']]])], ['__proto__', ['FR', 33]]])
  expect(readTree(tree)).toEqual([['KR', 'East', 'Asia', '*'], ['JP', 'East', 'Asia', '*'], ['FR', '__proto__', '__proto__', '*'], ['33', '__proto__', '__proto__', '*']])
  expect(() => readTree(new Map([['Asia', 'KR']]))).toThrow(/names and lists/)
})
