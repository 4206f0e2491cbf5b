import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numbers, pairUp, words } from './difference.ts'

describe('numbers()', () => {
  test.each([
    { a: 1, b: 3, wanted: 'less', side: 'a', difference: 2 },
    { a: 1, b: 3, wanted: 'more', side: 'b', difference: 2 },
    { a: 3, b: 1, wanted: 'less', side: 'b', difference: -2 },
    { a: 3, b: 1, wanted: 'more', side: 'a', difference: -2 },
  ] as const)('of $a and $b, where $wanted is wanted, finds $side better', ({ a, b, wanted, side, difference }) => {
    expect(numbers('one', 'count', a, b, { wanted, virtue: 'safer' })).toEqual({ label: 'one', unit: 'count', a, b, difference, isEqual: false, better: { side, virtue: 'safer' } })
  })

  test('finds neither better where they are equal, but for digits that nobody is told, or where no direction is good', () => {
    expect(numbers('one', 'score', 0.1 + 0.2, 0.3, { wanted: 'less', virtue: 'safer' })).toMatchObject({ isEqual: true, difference: 0 })
    expect(numbers('one', 'score', 0.1 + 0.2, 0.3, { wanted: 'less', virtue: 'safer' }).better).toBeUndefined()
    expect(numbers('one', 'score', 1, 2).better).toBeUndefined()
  })

  test('of a number and nothing says that they differ, and by how much to nobody', () => {
    expect(numbers('one', 'count', 1, undefined, { wanted: 'less', virtue: 'safer' })).toEqual({ label: 'one', unit: 'count', a: 1, b: null, difference: null, isEqual: false })
    expect(numbers('one', 'count', null, undefined).isEqual).toBe(true)
  })

  test('finds the other side better when the two change places, whatever they are', () => {
    const some = fc.double({ noNaN: true, min: -1e9, max: 1e9 })
    fc.assert(fc.property(some, some, (a, b) => {
      const [there, back] = [numbers('one', 'score', a, b, { wanted: 'less', virtue: 'safer' }), numbers('one', 'score', b, a, { wanted: 'less', virtue: 'safer' })]
      expect(back.isEqual).toBe(there.isEqual)
      expect(back.better?.side).toBe(there.better && (there.better.side === 'a' ? 'b' : 'a'))
      expect((back.difference ?? 0) + (there.difference ?? 0)).toBe(0)
    }))
  })
})

test('words() differ where the texts do', () => {
  expect(words('recoding', 'global', 'global', { side: 'a', virtue: 'safer' })).toEqual({ label: 'recoding', unit: 'text', a: 'global', b: 'global', difference: null, isEqual: true })
  expect(words('recoding', 'global', undefined)).toMatchObject({ a: 'global', b: null, isEqual: false })
})

describe('pairUp()', () => {
  test('joins what has the same key, in the order of the first, and tells repeats apart by their turn', () => {
    expect(pairUp(['x1', 'y1', 'x2'], ['z1', 'x3'], (text) => text.slice(0, 1))).toEqual([{ a: 'x1', b: 'x3' }, { a: 'y1' }, { a: 'x2' }, { b: 'z1' }])
  })

  test('loses nothing and joins nothing twice, whatever the keys', () => {
    const keys = fc.array(fc.constantFrom('__proto__', 'a', 'b', ''))
    fc.assert(fc.property(keys, keys, (a, b) => {
      const pairs = pairUp(a, b, (key) => key)
      expect(pairs.flatMap(({ a: one }) => (one === undefined ? [] : [one])).toSorted()).toEqual(a.toSorted())
      expect(pairs.flatMap(({ b: one }) => (one === undefined ? [] : [one])).toSorted()).toEqual(b.toSorted())
      expect(pairs.filter(({ a: one, b: other }) => one !== undefined && other !== undefined && one !== other)).toEqual([])
    }))
  })
})
