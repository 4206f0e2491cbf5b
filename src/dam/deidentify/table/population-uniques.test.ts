import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimatePopulationUniques } from './population-uniques.ts'

/** Numbers from 0 to 1 that follow from a seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32
  }
}

/** Of each row its class, drawn by Pitman's formula row by row. */
function drawPopulation(rows: number, theta: number, alpha: number, random: () => number): { classOf: number[]; uniques: number } {
  const classOf: number[] = []
  const sizes: number[] = []
  for (let row = 0; row < rows; row++) {
    let chosen = random() * (theta + row) < theta + alpha * sizes.length ? sizes.length : -1
    while (chosen < 0) {
      const known = classOf[Math.floor(random() * row)] ?? 0
      const size = sizes[known] ?? 1
      if (random() < (size - alpha) / size) chosen = known
    }
    classOf.push(chosen)
    sizes[chosen] = (sizes[chosen] ?? 0) + 1
  }
  return { classOf, uniques: sizes.filter((size) => size === 1).length }
}

function drawSample(classOf: readonly number[], share: number, random: () => number): { size: number; classes: number }[] {
  return sizesOf(classOf.filter(() => random() < share))
}

function sizesOf(classOf: readonly number[]): { size: number; classes: number }[] {
  const sizes = Map.groupBy(classOf, (one) => one).values().map((rows) => rows.length)
  return Array.from(Map.groupBy(sizes, (size) => size), ([size, classes]) => ({ size, classes: classes.length }))
}

test.each([
  { theta: 100, alpha: 0.5, share: 0.1, pitmanWithin: 0.1, zayatzWithin: 0.15 },
  { theta: 50, alpha: 0.8, share: 0.1, pitmanWithin: 0.1, zayatzWithin: 0.1 },
  { theta: 500, alpha: 0.1, share: 0.5, pitmanWithin: 0.1, zayatzWithin: 0.1 },
  { theta: 200, alpha: 0, share: 0.5, pitmanWithin: 0.2, zayatzWithin: 0.25 },
])('both estimates are near the truth in a population of theta $theta and alpha $alpha, sampled with $share', ({ theta, alpha, share, pitmanWithin, zayatzWithin }) => {
  const random = randomFrom(7)
  const { classOf, uniques } = drawPopulation(40_000, theta, alpha, random)
  const { pitman, zayatz } = estimatePopulationUniques({ classSizes: drawSample(classOf, share, random), samplingFraction: share })
  expect(Math.abs((pitman ?? 0) / uniques - 1)).toBeLessThan(pitmanWithin)
  expect(Math.abs((zayatz ?? 0) / uniques - 1)).toBeLessThan(zayatzWithin)
})

test('from one in a hundred, Pitman stays near the truth and Zayatz estimates too many, as the literature says', () => {
  const random = randomFrom(11)
  const { classOf, uniques } = drawPopulation(100_000, 100, 0.5, random)
  const { pitman, zayatz } = estimatePopulationUniques({ classSizes: drawSample(classOf, 0.01, random), samplingFraction: 0.01 })
  expect(Math.abs((pitman ?? 0) / uniques - 1)).toBeLessThan(0.4)
  expect(zayatz ?? 0).toBeGreaterThan(1.5 * uniques)
})

test('Zayatz follows Bayes\' rule on a sample that is worked out by hand', () => {
  // One class of 1 and one of 2, three rows of six: 1/2 and 12/20 to have one row in the sample.
  const { zayatz } = estimatePopulationUniques({ classSizes: [{ size: 1, classes: 1 }, { size: 2, classes: 1 }], samplingFraction: 0.5 })
  expect(zayatz).toBeCloseTo(0.5 / 1.1 / 0.5, 9)
})

test('Pitman\'s parameters are the likeliest: a search of the whole plane, term by term, finds no better ones', () => {
  const classSizes = [{ size: 1, classes: 30 }, { size: 2, classes: 9 }, { size: 3, classes: 4 }, { size: 7, classes: 2 }, { size: 20, classes: 1 }]
  const rows = classSizes.reduce((sum, { size, classes }) => sum + size * classes, 0)
  const many = classSizes.reduce((sum, { classes }) => sum + classes, 0)
  const sum = (to: number, term: (i: number) => number) => Array.from({ length: to }, (_, i) => term(i + 1)).reduce((all, one) => all + one, 0)
  const likelihood = (theta: number, alpha: number) => sum(many - 1, (i) => Math.log(theta + i * alpha)) - sum(rows - 1, (i) => Math.log(theta + i)) +
    classSizes.reduce((all, { size, classes }) => all + classes * sum(size - 1, (i) => Math.log(i - alpha)), 0)
  let best = { theta: 0, alpha: 0, value: -Infinity }
  for (let alpha = 0.005; alpha < 1; alpha += 0.005) {
    for (let theta = 0.25; theta < 60; theta += 0.25) {
      const value = likelihood(theta, alpha)
      if (value > best.value) best = { theta, alpha, value }
    }
  }
  const population = rows * 20
  let expected = population
  for (let i = 1; i < population; i++) expected *= (best.theta + best.alpha + i - 1) / (best.theta + i)
  const { pitman } = estimatePopulationUniques({ classSizes, samplingFraction: 1 / 20 })
  expect(Math.abs((pitman ?? 0) / expected - 1)).toBeLessThan(0.02)
})

test('without sample uniques nobody is estimated to be alone, and with nothing but them Pitman has no solution', () => {
  expect(estimatePopulationUniques({ classSizes: [{ size: 5, classes: 40 }], samplingFraction: 0.1 })).toEqual({ pitman: 0, zayatz: 0 })
  expect(estimatePopulationUniques({ classSizes: [], samplingFraction: 0.1 })).toEqual({ pitman: 0, zayatz: 0 })
  const alone = estimatePopulationUniques({ classSizes: [{ size: 1, classes: 1000 }], samplingFraction: 0.1 })
  expect(alone.pitman).toBeNull()
  expect(alone.zayatz).toBeCloseTo(10_000, 6)
})

test('a sample of the whole population is counted', () => {
  expect(estimatePopulationUniques({ classSizes: [{ size: 1, classes: 12 }, { size: 3, classes: 2 }], samplingFraction: 1 })).toEqual({ pitman: 12, zayatz: 12 })
})

test('for any sample, estimates are numbers between 0 and the population', () => {
  const sizes = fc.uniqueArray(fc.record({ size: fc.integer({ min: 1, max: 5000 }), classes: fc.integer({ min: 1, max: 5000 }) }), { selector: ({ size }) => size, maxLength: 12 })
  fc.assert(fc.property(sizes, fc.double({ min: 1e-6, max: 1, noNaN: true }), (classSizes, samplingFraction) => {
    const population = classSizes.reduce((sum, { size, classes }) => sum + size * classes, 0) / samplingFraction
    const { pitman, zayatz } = estimatePopulationUniques({ classSizes, samplingFraction })
    for (const one of [pitman, zayatz]) {
      if (one === null) continue
      expect(one).toBeGreaterThanOrEqual(0)
      expect(one).toBeLessThanOrEqual(population + 1)
    }
  }), { numRuns: 200 })
})

test('more sample uniques among the same classes mean more in the population', () => {
  const estimates = [50, 100, 200, 400].map((uniques) => estimatePopulationUniques({ classSizes: [{ size: 1, classes: uniques }, { size: 2, classes: 60 }, { size: 9, classes: 30 }], samplingFraction: 0.05 }))
  const rising = (values: readonly (number | null)[]) => values.every((value, place) => place === 0 || (value ?? 0) > (values[place - 1] ?? 0))
  expect(rising(estimates.map(({ pitman }) => pitman))).toBe(true)
  expect(rising(estimates.map(({ zayatz }) => zayatz))).toBe(true)
})
