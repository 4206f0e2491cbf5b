import fc from 'fast-check'
import { expect, test } from 'vitest'
import { METRIC_NAMES } from '#dam/dataset/fairness-report.ts'
import { measureConfusion } from './confusion-metrics.ts'

test('measureConfusion() measures the metrics of a table by hand', () => {
  const metrics = measureConfusion({ truePositives: 6, falsePositives: 2, trueNegatives: 21, falseNegatives: 3, predicted: 32, selected: 8 })
  const values = METRIC_NAMES.map((name) => metrics[name].value)
  expect(values).toEqual([8 / 32, 27 / 32, (6 / 9 + 21 / 23) / 2, 6 / 9, 2 / 23, 21 / 23, 3 / 9, 6 / 8, 21 / 24, 2 / 8, 3 / 24, 9 / 32, 12 / 17])
})

test('measureConfusion() gives 0 for a rate of no rows, as Fairlearn does, and says of how many rows it is', () => {
  const metrics = measureConfusion({ truePositives: 0, falsePositives: 0, trueNegatives: 4, falseNegatives: 0, predicted: 4, selected: 0 })
  expect(metrics.truePositiveRate).toEqual({ value: 0, of: 0, low: null, high: null })
  expect(metrics.positivePredictiveValue).toEqual({ value: 0, of: 0, low: null, high: null })
  expect(metrics.balancedAccuracy.value).toBe(1)
})

test('every metric of any table is a share, within its bounds', () => {
  const count = fc.nat(40)
  fc.assert(fc.property(count, count, count, count, (truePositives, falsePositives, trueNegatives, falseNegatives) => {
    const predicted = truePositives + falsePositives + trueNegatives + falseNegatives
    const metrics = measureConfusion({ truePositives, falsePositives, trueNegatives, falseNegatives, predicted, selected: truePositives + falsePositives })
    for (const name of METRIC_NAMES) {
      const { value, low, high } = metrics[name]
      expect(value).toBeGreaterThanOrEqual(low ?? 0)
      expect(value).toBeLessThanOrEqual(high ?? 1)
    }
  }))
})
