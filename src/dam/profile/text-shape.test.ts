import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findCommonestShape, shapeOf } from './text-shape.ts'

test.each([
  { text: '010-1234-5678', shape: '999-9999-9999' },
  { text: '홍길동', shape: '가가가' },
  { text: 'Kim Ab1', shape: 'Aaa Aa9' },
  { text: 'é漢😀', shape: 'aa?' },
  { text: 'x'.repeat(41), shape: undefined },
])('$text has the shape $shape', ({ text, shape }) => {
  expect(shapeOf(text)).toBe(shape)
})

test('no letter or digit of a text is left in its shape', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
    expect(shapeOf(text) ?? '').toMatch(/^[9aA가?\u0020-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]*$/)
  }))
})

test('the commonest shape counts rows, not values', () => {
  expect(findCommonestShape([{ text: 'a1', count: 1 }, { text: 'b2', count: 2 }, { text: '12', count: 1 }])).toEqual({ shape: 'a9', share: 0.75 })
  expect(findCommonestShape([])).toBeUndefined()
})
