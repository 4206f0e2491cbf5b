import { expect, test } from 'vitest'
import { keptText } from './kept-text.ts'

test('a text is kept until it is forgotten, each data set by itself', () => {
  const kept = new Map<string, string>()
  const storage = () => ({ getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value) }, removeItem: (key: string) => { kept.delete(key) } })
  const [one, other] = [keptText('a/b', storage), keptText('a/c', storage)]
  one.keep('text')
  expect([one.read(), other.read()]).toEqual(['text', null])
  one.forget()
  expect(one.read()).toBeNull()
})

test('a browser that keeps nothing breaks nothing', () => {
  const closed = keptText('a/b', () => { throw new Error('storage is closed') })
  closed.keep('text')
  closed.forget()
  expect(closed.read()).toBeNull()
})
