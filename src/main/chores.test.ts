import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startChores } from './chores.ts'

test('startChores() does each chore at once and again at its interval, also after a fault, and waits for the last one when it stops', async () => {
  const faults: unknown[] = []
  const begun: string[] = []
  let isInHand = false
  const chores = startChores([
    { name: 'failing', everySeconds: 0.01, run: async () => { begun.push('failing'); throw new Error('no') } },
    { name: 'long', everySeconds: 60, run: async () => { begun.push('long'); isInHand = true; await wait(50); isInHand = false } },
  ], { report: (fault) => { faults.push(fault) }, stopping: new AbortController().signal })
  await wait(40)
  expect(begun.filter((name) => name === 'failing').length).toBeGreaterThan(1)
  expect(faults[0]).toEqual(new Error('no'))
  await chores.stop()
  expect(isInHand).toBe(false)
  const before = begun.length
  await wait(40)
  expect(begun).toHaveLength(before)
  expect(begun.filter((name) => name === 'long')).toHaveLength(1)
})
