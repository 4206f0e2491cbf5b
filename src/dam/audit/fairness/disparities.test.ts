import { expect, test } from 'vitest'
import { measureConfusion } from './confusion-metrics.ts'
import { measureDisparities, measureJudged } from './disparities.ts'

const group = (value: string, [tp, fp, tn, fn]: readonly [number, number, number, number]) => ({
  cell: [{ column: 'g', value }],
  metrics: measureConfusion({ truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn, predicted: tp + fp + tn + fn, selected: tp + fp }),
})

test('measureDisparities() is Fairlearn\'s: highest less lowest, lowest by highest, and both against the whole', () => {
  const groups = [group('a', [3, 1, 1, 1]), group('b', [1, 1, 3, 1])]
  const found = measureDisparities(groups, group('all', [4, 2, 4, 2]).metrics)
  expect(found?.betweenGroups.demographicParity.difference).toBeCloseTo(4 / 6 - 2 / 6, 12)
  expect(found?.betweenGroups.demographicParity.ratio).toBeCloseTo(0.5, 12)
  expect(found?.toWhole.demographicParity.difference).toBeCloseTo(1 / 6, 12)
  expect(found?.toWhole.demographicParity.ratio).toBeCloseTo(2 / 3, 12)
  expect(found?.betweenGroups.equalizedOdds.worstCase.difference).toBeCloseTo(0.25, 12)
  expect(found?.betweenGroups.equalizedOdds.mean.difference).toBeCloseTo(0.25, 12)
  expect(found?.metrics[0]).toMatchObject({ lowest: [{ value: 'b' }], highest: [{ value: 'a' }] })
})

test('a ratio of 0 to 0 is none; the worst of equalised odds is then none only when it is the true positive rate\'s', () => {
  const noTruePositive = measureDisparities([group('a', [0, 1, 1, 1]), group('b', [0, 2, 1, 1])], group('all', [0, 3, 2, 2]).metrics)
  expect(noTruePositive?.betweenGroups.equalOpportunity.ratio).toBeNull()
  expect(noTruePositive?.betweenGroups.equalizedOdds.worstCase.ratio).toBeNull()
  expect(noTruePositive?.betweenGroups.equalizedOdds.mean.ratio).toBeCloseTo(0.75, 12)
  const noFalsePositive = measureDisparities([group('a', [1, 0, 1, 1]), group('b', [2, 0, 1, 1])], group('all', [3, 0, 2, 2]).metrics)
  expect(noFalsePositive?.betweenGroups.equalizedOdds.worstCase.ratio).toBeCloseTo(0.75, 12)
})

test('measureDisparities() has nothing to say of no group', () => {
  expect(measureDisparities([], group('all', [0, 0, 0, 0]).metrics)).toBeNull()
})

test('measureJudged() leaves out groups with too few rows to share', () => {
  const groups = [group('a', [30, 0, 40, 10]), group('b', [10, 0, 60, 30]), group('c', [0, 5, 90, 1])]
  const judged = measureJudged(groups, group('all', [40, 5, 190, 41]).metrics, 30)
  const opportunity = judged.find(({ metric }) => metric === 'truePositiveRate')
  expect(opportunity).toMatchObject({ lowest: [{ value: 'b' }], highest: [{ value: 'a' }] })
  expect(opportunity?.betweenGroups.difference).toBeCloseTo(0.5, 12)
  expect(judged.some(({ metric }) => metric === 'positivePredictiveValue')).toBe(false)
})
