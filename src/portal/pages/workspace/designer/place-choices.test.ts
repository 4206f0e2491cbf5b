import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TradeoffChoice } from '#dam/catalogue/runs/tradeoff-answers.ts'
import { placeChoices } from './place-choices.ts'

const choice = (k: number, loss: number, smallest: number): TradeoffChoice => ({ k, recoding: 'global', isOwn: false, because: null, outcome: { rows: 100, suppressed: 0, loss, classes: 4, smallest, highestRisk: 1 / smallest } })

test('choices that come to the same are one point, and what cannot be kept has none', () => {
  const { points, lossTicks, riskTicks } = placeChoices([choice(2, 0.1, 5), choice(3, 0.1, 5), choice(10, 0.4, 10), { ...choice(50, 0, 1), outcome: null, because: 'Not so' }])
  expect(points.map(({ choices }) => choices.map(({ k }) => k))).toEqual([[2, 3], [10]])
  expect(lossTicks.map(({ value }) => value)).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  expect(riskTicks.map(({ value }) => value)).toEqual([0.1, 0.2])
  expect(points.map(({ x, y }) => [x, y])).toEqual([[0.25, 1], [1, 0]])
})

test('whatever the figures, every point lies in the picture, and more loss or risk never nearer to its corner', () => {
  const figures = fc.record({ loss: fc.double({ min: 0, max: 1, noNaN: true }), smallest: fc.integer({ min: 1, max: 5000 }) })
  fc.assert(fc.property(fc.array(figures, { minLength: 1, maxLength: 8 }), (all) => {
    const { points, lossTicks, riskTicks } = placeChoices(all.map(({ loss, smallest }, place) => choice(place + 2, loss, smallest)))
    for (const { x, y } of points) expect([x >= 0 && x <= 1, y >= 0 && y <= 1]).toEqual([true, true])
    const risks = points.map(({ y, choices }) => [y, choices[0]?.outcome?.highestRisk ?? 0] as const).toSorted((a, b) => a[1] - b[1]).map(([y]) => y)
    expect(risks).toEqual(risks.toSorted((a, b) => a - b))
    expect(Math.min(lossTicks.length, riskTicks.length)).toBeGreaterThanOrEqual(2)
  }))
})
