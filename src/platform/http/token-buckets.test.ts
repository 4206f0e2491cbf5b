import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTokenBuckets } from './token-buckets.ts'

function clockAt(start: number) {
  let milliseconds = start
  return { now: () => new Date(milliseconds), pass(seconds: number) { milliseconds += seconds * 1000 } }
}

test('a bucket gives what is allowed at once, then as the window goes by', () => {
  const clock = clockAt(0)
  const buckets = openTokenBuckets({ requests: 3, windowSeconds: 30 }, { clock })
  expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([
    { isAllowed: true, remaining: 2, waitSeconds: 0 }, { isAllowed: true, remaining: 1, waitSeconds: 0 },
    { isAllowed: true, remaining: 0, waitSeconds: 10 }, { isAllowed: false, remaining: 0, waitSeconds: 10 },
  ])
  expect(buckets.take('b').isAllowed).toBe(true)
  clock.pass(9)
  expect(buckets.take('a')).toMatchObject({ isAllowed: false, waitSeconds: 1 })
  clock.pass(1)
  expect(buckets.take('a').isAllowed).toBe(true)
})

test('whoever waits as long as was said is let in, and never more than the allowance in a window and at its start', () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 100 }), fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 200 }),
    (requests, windowSeconds, waits) => {
      const clock = clockAt(0)
      const buckets = openTokenBuckets({ requests, windowSeconds }, { clock })
      let allowed = 0
      let passed = 0
      for (const wait of waits) {
        clock.pass(wait)
        passed += wait
        const left = buckets.take('a')
        if (left.isAllowed) { allowed += 1; continue }
        clock.pass(left.waitSeconds)
        passed += left.waitSeconds
        expect(buckets.take('a').isAllowed).toBe(true)
        allowed += 1
      }
      expect(allowed).toBeLessThanOrEqual(requests + (passed * requests) / windowSeconds + 1e-6)
    },
  ))
})

test('a clock that is set back takes nothing away', () => {
  const clock = clockAt(1e6)
  const buckets = openTokenBuckets({ requests: 2, windowSeconds: 2 }, { clock })
  buckets.take('a')
  clock.pass(-500)
  expect(buckets.take('a').isAllowed).toBe(true)
})

test('strangers cannot fill the memory; whoever was not seen for longest is forgotten', () => {
  const buckets = openTokenBuckets({ requests: 1, windowSeconds: 60 }, { clock: clockAt(0), mostKeys: 3 })
  for (const key of ['a', 'b', 'c', 'a', 'd']) buckets.take(key)
  expect(buckets.size).toBe(3)
  expect([buckets.take('a').isAllowed, buckets.take('b').isAllowed]).toEqual([false, true])
})
