import { expect, test } from 'vitest'
import { caretPlace, widthOf } from './text-places.ts'

test('letters of Korean are as wide as two', () => {
  expect([widthOf('age'), widthOf('나이: 3'), widthOf('')]).toEqual([3, 7, 0])
})

test('a place in a text is told by its line and how far into it', () => {
  expect(caretPlace('a:\n  나이', 7)).toEqual({ line: 1, width: 6 })
  expect(caretPlace('a', 0)).toEqual({ line: 0, width: 0 })
})
