import { expect, test } from 'vitest'
import { keepLatest } from './keep-latest.ts'

function counted(most: number) {
  const asked: string[] = []
  let fails = false
  const keep = keepLatest((word: string) => {
    asked.push(word)
    return fails ? Promise.reject(new Error('no')) : Promise.resolve(word.length)
  }, { keyOf: (word) => word, most })
  return { asked, keep, fail: (does: boolean) => { fails = does } }
}

test('keepLatest() works out the same once, for all who ask at once or later', async () => {
  const { asked, keep } = counted(5)
  expect(await Promise.all([keep('one'), keep('three'), keep('one')])).toEqual([3, 5, 3])
  expect(await keep('three')).toBe(5)
  expect(asked).toEqual(['one', 'three'])
})

test('keepLatest() forgets what was asked for longest ago', async () => {
  const { asked, keep } = counted(2)
  for (const word of ['a', 'b', 'a', 'c', 'a', 'b']) await keep(word)
  expect(asked).toEqual(['a', 'b', 'c', 'b'])
})

test('keepLatest() tries again what failed', async () => {
  const { asked, keep, fail } = counted(2)
  fail(true)
  await expect(keep('a')).rejects.toThrow('no')
  fail(false)
  expect([await keep('a'), asked]).toEqual([1, ['a', 'a']])
})
