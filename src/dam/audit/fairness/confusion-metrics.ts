import type { MetricName, MetricValue } from '#dam/dataset/fairness-report.ts'
import { wilsonBounds } from './rate-tests.ts'

/** Rows by label and prediction, and, apart, rows with a prediction whether or not they have a label. */
export interface Confusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
  readonly predicted: number
  readonly selected: number
}

/**
 * Every metric of the confusion cells, equal to Fairlearn's and scikit-learn's: a rate of no rows is 0, and the
 * balanced accuracy of a one-sided label is the rate of the side there is.
 */
export function measureConfusion({ truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn, predicted, selected }: Confusion): Record<MetricName, MetricValue> {
  const rows = tp + fp + tn + fn
  const sides = [...(tp + fn > 0 ? [tp / (tp + fn)] : []), ...(tn + fp > 0 ? [tn / (tn + fp)] : [])]
  const balanced = sides.length === 0 ? 0 : sides.reduce((sum, rate) => sum + rate, 0) / sides.length
  const twice = 2 * tp + fp + fn
  return {
    selectionRate: share(selected, predicted),
    accuracy: share(tp + tn, rows),
    balancedAccuracy: { value: balanced, of: Math.min(tp + fn, tn + fp), low: null, high: null },
    truePositiveRate: share(tp, tp + fn),
    falsePositiveRate: share(fp, fp + tn),
    trueNegativeRate: share(tn, fp + tn),
    falseNegativeRate: share(fn, tp + fn),
    positivePredictiveValue: share(tp, tp + fp),
    negativePredictiveValue: share(tn, tn + fn),
    falseDiscoveryRate: share(fp, tp + fp),
    falseOmissionRate: share(fn, tn + fn),
    prevalence: share(tp + fn, rows),
    f1: { value: twice === 0 ? 0 : (2 * tp) / twice, of: tp + fp + fn, low: null, high: null },
  }
}

function share(count: number, of: number): MetricValue {
  return { value: of === 0 ? 0 : count / of, of, ...wilsonBounds(count, of) }
}
