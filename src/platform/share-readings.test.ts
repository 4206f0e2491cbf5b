import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareReadings } from './share-readings.ts'

/** Something that changes, and takes its time to be read. */
function slowly() {
  const world = { value: 0, readings: 0 }
  const waiting: (() => void)[] = []
  async function read(key: string): Promise<string> {
    world.readings += 1
    const seen = world.value
    await new Promise<void>((resolve) => { waiting.push(resolve) })
    return `${key} ${seen}`
  }
  return { world, read, async answerAll() { waiting.splice(0).forEach((answer) => answer()); for (let turn = 0; turn < 10; turn++) await Promise.resolve() } }
}

test('shareReadings() reads once for all who come while another reading is in hand, after they came', async () => {
  const { world, read, answerAll } = slowly()
  const ask = shareReadings(read, (key) => key)
  const first = ask('a')
  world.value = 1
  const later = Array.from({ length: 100 }, () => ask('a'))
  const other = ask('b')
  expect(world.readings).toBe(2)
  await answerAll()
  expect([await first, await other]).toEqual(['a 0', 'b 1'])
  expect(world.readings).toBe(3)
  world.value = 2
  const last = ask('a')
  await answerAll()
  expect(new Set(await Promise.all(later))).toEqual(new Set(['a 1']))
  await answerAll()
  expect([await last, world.readings]).toEqual(['a 2', 4])
})

test('shareReadings() tells nobody what was true only before they asked, whatever happens when', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('ask a', 'ask b', 'change', 'answer'), { maxLength: 60 }), async (steps) => {
    const { world, read, answerAll } = slowly()
    const ask = shareReadings(read, (key) => key)
    const asked: { readonly since: number; readonly answer: Promise<string> }[] = []
    for (const step of steps) {
      if (step === 'change') world.value += 1
      else if (step === 'answer') await answerAll()
      else asked.push({ since: world.value, answer: ask(step.slice(4)) })
    }
    for (let round = 0; round < 3; round++) await answerAll()
    for (const { since, answer } of asked) expect(Number((await answer).slice(2))).toBeGreaterThanOrEqual(since)
  }))
})

test('shareReadings() tells a fault to those who shared it, and reads anew for the next', async () => {
  let readings = 0
  const ask = shareReadings(async () => { readings += 1; await Promise.resolve(); if (readings === 1) throw new Error('no'); return readings }, () => 'same')
  const [first, second, third] = [ask(undefined), ask(undefined), ask(undefined)]
  await expect(first).rejects.toThrow('no')
  expect(await Promise.all([second, third])).toEqual([2, 2])
  expect(await ask(undefined)).toBe(3)
})

test('shareReadings() never shares what is each asker\'s own', async () => {
  let readings = 0
  const ask = shareReadings(async () => { readings += 1; await Promise.resolve() }, () => undefined)
  await Promise.all([ask('a'), ask('a')])
  expect(readings).toBe(2)
})
