import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownTable, markdownText } from './markdown-text.ts'

test.each([
  ['a | b', 'a \\| b'], ['<script>', '&lt;script&gt;'], ['[x](y)', '\\[x\\](y)'], ['*_`~', '\\*\\_\\`\\~'], ['a\n# b', 'a \\# b'],
  ['1. first', '1\\. first'], ['- item', '\\- item'], ['나이', '나이'], ['a\u202Eb', 'ab'], ['a & b', 'a &amp; b'], ['C:\\x', 'C:\\\\x'],
])('%j is written %j', (text, written) => expect(markdownText(text)).toBe(written))

test('markdownText() leaves no tag, no bare pipe and no new line, for any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
    expect(markdownText(text)).not.toMatch(/[<>\n\r]|(?<!\\)(?:\\\\)*[|`*_[\]]/)
  }))
})

test('markdownTable() rules its head', () => {
  expect(markdownTable([['a', 'b'], ['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |')
})
