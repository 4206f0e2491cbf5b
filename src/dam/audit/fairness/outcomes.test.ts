import { expect, test } from 'vitest'
import { emptyTally } from './cell-tally.ts'
import { measureOutcomes } from './outcomes.ts'

// Ten rows: scores of 0.05 and 0.15 in the first bins, 0.95 eight times in the last; seven of them favourable.
const tally = {
  ...emptyTally([]), rows: 12, favourable: 7, unfavourable: 3, truePositives: 6, falsePositives: 2, trueNegatives: 1, falseNegatives: 1, predicted: 11, selected: 8,
  binRows: [1, 1, 0, 0, 0, 0, 0, 0, 0, 8], binScores: [0.05, 0.15, 0, 0, 0, 0, 0, 0, 0, 7.6], binFavourable: [0, 1, 0, 0, 0, 0, 0, 0, 0, 6],
}

test('measureOutcomes() tells the label rate of the rows with a label, and no more without a prediction', () => {
  const told = measureOutcomes(tally, { hasPrediction: false, withBins: true })
  expect(told).toMatchObject({ rows: 12, label: { count: 7, of: 10, rate: 0.7 }, labelMissing: 2 })
  expect(told).not.toHaveProperty('prediction')
})

test('measureOutcomes() tells confusion and the expected calibration error over ten bins', () => {
  const { prediction } = measureOutcomes(tally, { hasPrediction: true, scoreRange: { low: 0, high: 1 }, withBins: true })
  expect(prediction).toMatchObject({ truePositives: 6, falsePositives: 2, trueNegatives: 1, falseNegatives: 1, predicted: 11, selected: 8 })
  expect(prediction?.metrics.truePositiveRate.value).toBeCloseTo(6 / 7, 12)
  const { bins, ...calibration } = prediction?.calibration ?? {}
  expect(calibration).toEqual({ rows: 10, meanScore: expect.closeTo(0.78, 9), rate: 0.7, error: expect.closeTo((0.05 + 0.85 + 1.6) / 10, 9) })
  expect(bins?.map(({ from, to, rows, rate }) => [from, to, rows, rate])).toEqual([[0, 0.1, 1, 0], [0.1, 0.2, 1, 1], [0.9, 1, 8, 0.75]])
})

test('a score that is no probability has no calibration error, nor has a cell without scores', () => {
  const scored = measureOutcomes(tally, { hasPrediction: true, scoreRange: { low: -5, high: 5 }, withBins: false }).prediction?.calibration
  expect(scored).toEqual({ rows: 10, meanScore: expect.closeTo(0.78, 9), rate: 0.7, error: null })
  expect(measureOutcomes(emptyTally([]), { hasPrediction: true, scoreRange: { low: 0, high: 1 }, withBins: false }).prediction?.calibration).toEqual({ rows: 0, meanScore: null, rate: null, error: null })
})
