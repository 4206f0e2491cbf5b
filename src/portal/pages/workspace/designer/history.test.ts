import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginHistory, redo, undo, write, type History } from './history.ts'

const apart = (history: History, text: string) => write(history, text, { by: '', at: 0 })

test('whatever is written, undo leads back to the first text and redo forward to the last', () => {
  fc.assert(fc.property(fc.string(), fc.array(fc.string(), { maxLength: 50 }), (first, texts) => {
    const written = texts.reduce(apart, beginHistory(first))
    const back = written.past.reduce((history) => undo(history), written)
    expect(back.present).toBe(first)
    expect(back.future.reduce((history) => redo(history), back).present).toBe(written.present)
    expect(undo(beginHistory(first))).toEqual(beginHistory(first))
  }))
})

test('what is typed in one place soon after each other is one step; another place, or a pause, is the next', () => {
  let history = beginHistory('')
  for (const [text, by, at] of [['a', 'text', 0], ['ab', 'text', 900], ['abc', 'text', 1800], ['abcd', 'age', 1900], ['abcde', 'age', 5000]] as const) history = write(history, text, { by, at })
  expect(history.past).toEqual(['', 'abc', 'abcd'])
})

test('what is written after an undo is a step of its own, and what was taken back is gone', () => {
  const history = undo(apart(apart(beginHistory('a'), 'b'), 'c'))
  const after = write(history, 'd', { by: '', at: 0 })
  expect([after.past, after.present, after.future]).toEqual([['a', 'b'], 'd', []])
  expect(redo(after)).toBe(after)
})

test('the same text is no step, and the oldest of very many is forgotten', () => {
  expect(apart(beginHistory('a'), 'a').past).toEqual([])
  const many = Array.from({ length: 300 }, (_, place) => String(place)).reduce(apart, beginHistory('first'))
  expect([many.past.length, many.past.at(-1)]).toEqual([200, '298'])
})
