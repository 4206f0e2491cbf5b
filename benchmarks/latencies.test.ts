import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latenciesOf } from './latencies.ts'

test('latenciesOf() takes the nearest rank', () => {
  expect(latenciesOf(Array.from({ length: 200 }, (_, place) => 200 - place))).toEqual({ p50: 100, p95: 190, p99: 198 })
  expect(latenciesOf([7])).toEqual({ p50: 7, p95: 7, p99: 7 })
  expect(latenciesOf([])).toEqual({ p50: Number.NaN, p95: Number.NaN, p99: Number.NaN })
})

test('for any times, no more than the named share took longer', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (times) => {
    const { p50, p95, p99 } = latenciesOf(times)
    for (const [limit, share] of [[p50, 0.5], [p95, 0.05], [p99, 0.01]] as const) expect(times.filter((time) => time > limit).length).toBeLessThanOrEqual(times.length * share)
  }))
})
