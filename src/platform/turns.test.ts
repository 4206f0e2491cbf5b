import { expect, test } from 'vitest'
import { openTurns } from './turns.ts'

function held() {
  let free = (): void => {}
  const held = new Promise<void>((resolve) => { free = resolve })
  return { held, free: () => { free() } }
}

test('no more than so many work at once, in the order in which they came, and the line has an end', async () => {
  const turns = openTurns({ most: 2, longestLine: 2, words: 'Ask again in a moment' })
  const gates = [held(), held(), held(), held()]
  const begun: number[] = []
  const works = gates.map(({ held: gate }, place) => turns.take(async () => { begun.push(place); await gate; return place }))
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  await expect(turns.take(() => Promise.resolve())).rejects.toMatchObject({ code: 'too-many', message: 'Ask again in a moment' })
  gates[1]?.free()
  await works[1]
  await new Promise((resolve) => { setImmediate(resolve) })
  expect(begun).toEqual([0, 1, 2])
  gates.forEach(({ free }) => { free() })
  expect(await Promise.all(works)).toEqual([0, 1, 2, 3])
})

test('work that fails gives its turn back', async () => {
  const turns = openTurns({ most: 1, longestLine: 0, words: '' })
  await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await turns.take(() => Promise.resolve('next'))).toBe('next')
})
