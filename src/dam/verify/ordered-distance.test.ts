import fc from 'fast-check'
import { expect, test } from 'vitest'
import { walkAlong, worstOrderedDistance } from './ordered-distance.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

function naive(shares: readonly number[], own: readonly number[]): number {
  let [moved, sum] = [0, 0]
  for (let place = 0; place < shares.length - 1; place++) { moved += (own[place] ?? 0) - (shares[place] ?? 0); sum += Math.abs(moved) }
  return shares.length < 2 ? 0 : sum / (shares.length - 1)
}

const share = (counts: readonly number[]) => { const total = counts.reduce((sum, count) => sum + count, 0); return counts.map((count) => count / total) }

test('walkAlong() of the values that classes hold gives what walking along all of them does', () => {
  const counts = fc.integer({ min: 1, max: 12 }).chain((values) => fc.tuple(
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: values, maxLength: values }),
    fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: values, maxLength: values }).filter((own) => own.some((count) => count > 0)), { minLength: 1, maxLength: 4 }),
  ))
  fc.assert(fc.property(counts, ([all, classes]) => {
    const walk = walkAlong(share(all))
    for (const own of classes) {
      share(own).forEach((one, place) => { if (one > 0) walk.step(place + 1, one) })
      expect(walk.end()).toBeCloseTo(naive(share(all), share(own)), 12)
    }
  }))
})

test('worstOrderedDistance() finds the worst class, and how many are beyond the rule', async () => {
  const engine = scratch.engine()
  await engine.load('value_ids', [{ name: 'id', type: 'integer', values: [1, 2, 3] }, { name: 'q', type: 'double', values: [0.25, 0.5, 0.25] }])
  await engine.load('class_values', [{ name: 'class', type: 'bigint', values: [7n, 7n, 2n ** 40n, 9n] }, { name: 'id', type: 'integer', values: [1, 3, 1, 2] }, { name: 'p', type: 'double', values: [0.5, 0.5, 1, 1] }])
  expect(await worstOrderedDistance(0.25, { engine })).toEqual({ worst: 0.5, classes: 3, breaking: 1 })
})

test('worstOrderedDistance() of no class is none', async () => {
  const engine = scratch.engine()
  await engine.load('value_ids', [{ name: 'id', type: 'integer', values: [] }, { name: 'q', type: 'double', values: [] }])
  await engine.load('class_values', [{ name: 'class', type: 'bigint', values: [] }, { name: 'id', type: 'integer', values: [] }, { name: 'p', type: 'double', values: [] }])
  expect(await worstOrderedDistance(0.25, { engine })).toEqual({ worst: null, classes: 0, breaking: 0 })
})
