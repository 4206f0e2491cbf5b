import { expect, test } from 'vitest'
import { keptText } from './kept-text.ts'

test('a text is kept until it is forgotten, each data set by itself', () => {
  const kept = new Map<string, string>()
  const storage = () => ({ getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value) }, removeItem: (key: string) => { kept.delete(key) } })
  const [one, other] = [keptText('a/b', storage), keptText('a/c', storage)]
  one.keep({ text: '12\ntext', revision: 7 })
  expect([one.read(), other.read()]).toEqual([{ text: '12\ntext', revision: 7 }, null])
  one.keep({ text: 'text', revision: null })
  expect(one.read()).toEqual({ text: 'text', revision: null })
  one.forget()
  expect(one.read()).toBeNull()
})

test('a browser that keeps nothing breaks nothing', () => {
  const closed = keptText('a/b', () => { throw new Error('storage is closed') })
  closed.keep({ text: 'text', revision: 1 })
  closed.forget()
  expect(closed.read()).toBeNull()
})

test('a text that was kept without its revision is not lost', () => {
  const old = keptText('a/b', () => ({ getItem: () => 'datadam: 1', setItem: () => {}, removeItem: () => {} }))
  expect(old.read()).toEqual({ text: 'datadam: 1', revision: null })
})
