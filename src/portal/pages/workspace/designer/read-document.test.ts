import { expect, test } from 'vitest'
import { dataOf, keptParse, parseRecipeText, readDocument } from './read-document.ts'

test('a text is read once and remembered, a copy that is to be changed is not', () => {
  const text = 'a: {b: [1, 2]}\nc: d\n'
  expect(dataOf(text)).toEqual(new Map<string, unknown>([['a', new Map([['b', [1, 2]]])], ['c', 'd']]))
  expect(dataOf(text)).toBe(dataOf(text))
  expect([keptParse(text).document === readDocument(text), parseRecipeText(text).document === readDocument(text)]).toEqual([true, false])
  expect(keptParse(text).lines.linePos(text.indexOf('c')).line).toBe(2)
})

test('only the last few texts are remembered', () => {
  const first = keptParse('a: 0')
  for (let number = 1; number <= 4; number += 1) keptParse(`a: ${number}`)
  expect(keptParse('a: 0')).not.toBe(first)
})

test.each(['', 'a: [', '- 1', 'word'])('%j is no recipe', (text) => {
  expect([readDocument(text), dataOf(text)]).toEqual([undefined, undefined])
})
