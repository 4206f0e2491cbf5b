import { METRIC_NAMES, type Disparities, type Disparity, type GroupCell, type MetricName, type MetricValue } from '#dam/dataset/fairness-report.ts'

/** A group's metrics. */
export interface MeasuredGroup {
  readonly cell: GroupCell
  readonly metrics: Readonly<Record<MetricName, MetricValue>>
}

interface Parity { difference: number; ratio: number | null }

/** Every disparity over all groups given, with Fairlearn's definitions; null without a group. */
export function measureDisparities(groups: readonly MeasuredGroup[], whole: Readonly<Record<MetricName, MetricValue>>): Disparities | null {
  if (groups.length === 0) return null
  const metrics = METRIC_NAMES.flatMap((metric) => disparityOf(metric, groups, whole[metric].value) ?? [])
  const between = new Map(metrics.map(({ metric, betweenGroups }) => [metric, betweenGroups]))
  const toWhole = new Map(metrics.map((disparity) => [disparity.metric, disparity.toWhole]))
  return { metrics, betweenGroups: paritiesOf(between), toWhole: paritiesOf(toWhole) }
}

/** One metric's disparities over the groups that have at least `fewest` rows under its bar; none with fewer than two of them. */
export function measureJudged(groups: readonly MeasuredGroup[], whole: Readonly<Record<MetricName, MetricValue>>, fewest: number): Disparity[] {
  return METRIC_NAMES.flatMap((metric) => {
    const judged = groups.filter(({ metrics }) => metrics[metric].of >= fewest)
    return judged.length < 2 ? [] : disparityOf(metric, judged, whole[metric].value) ?? []
  })
}

function disparityOf(metric: MetricName, groups: readonly MeasuredGroup[], whole: number): Disparity | undefined {
  const ordered = groups.map(({ cell, metrics }) => ({ cell, value: metrics[metric].value })).toSorted((a, b) => a.value - b.value)
  const [lowest] = ordered
  const highest = ordered.at(-1)
  if (!lowest || !highest) return undefined
  const ratios = ordered.flatMap(({ value }) => ratioToWhole(value, whole) ?? [])
  return {
    metric, lowest: lowest.cell, highest: highest.cell,
    betweenGroups: { difference: highest.value - lowest.value, ratio: highest.value === 0 ? null : lowest.value / highest.value },
    toWhole: { difference: Math.max(...[lowest, highest].map(({ value }) => Math.abs(value - whole))), ratio: ratios.length === 0 ? null : least(ratios) },
  }
}

/** The smaller of a / b and b / a; of two zeros there is none. */
function ratioToWhole(value: number, whole: number): number | null {
  if (whole === 0) return value === 0 ? null : 0
  return value > whole ? whole / value : value / whole
}

function paritiesOf(parities: ReadonlyMap<MetricName, Parity>): Disparities['betweenGroups'] {
  const parity = (metric: MetricName): Parity => parities.get(metric) ?? { difference: 0, ratio: null }
  return {
    demographicParity: parity('selectionRate'),
    equalOpportunity: parity('truePositiveRate'),
    predictiveParity: parity('positivePredictiveValue'),
    equalizedOdds: oddsOf(parity('truePositiveRate'), parity('falsePositiveRate')),
  }
}

/**
 * Equalised odds of the two rates. Where a ratio is none (0 / 0), Fairlearn's worst case is that of the false positive
 * rate's only when the true positive rate has one: Python's min() keeps its first number beside one that is none.
 * Its mean leaves out the one that is none.
 */
function oddsOf(truePositive: Parity, falsePositive: Parity): Disparities['betweenGroups']['equalizedOdds'] {
  const ratios = [truePositive.ratio, falsePositive.ratio].flatMap((ratio) => ratio ?? [])
  return {
    worstCase: {
      difference: Math.max(truePositive.difference, falsePositive.difference),
      ratio: truePositive.ratio === null ? null : least(ratios),
    },
    mean: {
      difference: (truePositive.difference + falsePositive.difference) / 2,
      ratio: ratios.length === 0 ? null : ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
    },
  }
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((least, number) => Math.min(least, number))
}
