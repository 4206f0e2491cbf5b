import { expect, test } from 'vitest'
import { markdownTable } from './markdown-table.ts'

test('numbers stand to the right with separators, text to the left', () => {
  expect(markdownTable(['what', 'rows', 'ARX'], [['all', 30_162, 0.241932], ['none', 0, '–']])).toBe([
    '| what | rows | ARX |',
    '| --- | --: | --: |',
    '| all | 30,162 | 0.241932 |',
    '| none | 0 | – |',
  ].join('\n'))
})
