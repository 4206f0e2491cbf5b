import type { Calibration, GroupOutcomes } from '#dam/dataset/fairness-report.ts'
import { significant } from '#dam/dataset/significant.ts'
import { SCORE_BINS, type CellTally } from './cell-tally.ts'
import { measureConfusion } from './confusion-metrics.ts'
import { measureRate } from './rate-tests.ts'

/** What the table holds beside a label, and how much of it is told. */
export interface OutcomeSetting {
  readonly hasPrediction: boolean
  readonly scoreRange?: { readonly low: number; readonly high: number } | undefined
  /** Whether the bins of the calibration are told one by one. */
  readonly withBins: boolean
}

/** Label rate, metrics and calibration of the rows of one cell. */
export function measureOutcomes(tally: CellTally, { hasPrediction, scoreRange, withBins }: OutcomeSetting): GroupOutcomes {
  const { rows, favourable, unfavourable, truePositives, falsePositives, trueNegatives, falseNegatives, predicted, selected } = tally
  const labelled = favourable + unfavourable
  return {
    rows,
    label: measureRate(favourable, labelled),
    labelMissing: rows - labelled,
    ...(hasPrediction && {
      prediction: {
        truePositives, falsePositives, trueNegatives, falseNegatives, predicted, selected,
        metrics: measureConfusion(tally),
        ...(scoreRange && { calibration: measureCalibration(tally, scoreRange, withBins) }),
      },
    }),
  }
}

function measureCalibration({ binRows, binScores, binFavourable }: CellTally, { low, high }: { low: number; high: number }, withBins: boolean): Calibration {
  const rows = sum(binRows)
  const isProbability = low === 0 && high === 1
  const edge = (bin: number) => significant(low + (bin * (high - low)) / SCORE_BINS)
  const distances = binRows.map((_, bin) => Math.abs((binScores[bin] ?? 0) - (binFavourable[bin] ?? 0)))
  return {
    rows,
    meanScore: rows === 0 ? null : significant(sum(binScores) / rows),
    rate: rows === 0 ? null : sum(binFavourable) / rows,
    error: rows === 0 || !isProbability ? null : significant(sum(distances) / rows),
    ...(withBins && {
      bins: binRows.flatMap((count, bin) => (count === 0 ? [] : [{
        from: edge(bin), to: edge(bin + 1), rows: count, meanScore: significant((binScores[bin] ?? 0) / count), rate: (binFavourable[bin] ?? 0) / count,
      }])),
    }),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
