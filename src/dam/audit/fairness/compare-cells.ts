import type { Crossing, FairnessCell, GroupOutcomes } from '#dam/dataset/fairness-report.ts'
import { measureDisparities, measureJudged, type MeasuredGroup } from './disparities.ts'

/**
 * How far the cells of a crossing lie apart: the label's rate and, with a prediction, every metric.
 *
 * @param judged cells of which those large enough are judged
 * @param all cells over which Fairlearn's own figures are given; null where they are not to be told
 */
export function compareCells(judged: readonly FairnessCell[], all: readonly FairnessCell[] | null, whole: GroupOutcomes, smallestCell: number): Pick<Crossing, 'labelGap' | 'disparities'> {
  const large = judged.filter(({ isSmall }) => !isSmall)
  return {
    labelGap: labelGapOf(large.filter(({ label }) => label.of >= smallestCell)),
    ...(whole.prediction && {
      disparities: {
        all: all && measureDisparities(measuredOf(all.filter(({ prediction }) => (prediction?.predicted ?? 0) > 0)), whole.prediction.metrics),
        judged: measureJudged(measuredOf(large), whole.prediction.metrics, smallestCell),
      },
    }),
  }
}

function labelGapOf(cells: readonly FairnessCell[]): Crossing['labelGap'] {
  const ordered = cells.map(({ cell, label }) => ({ cell, rate: label.rate ?? 0 })).toSorted((a, b) => a.rate - b.rate)
  const [lowest] = ordered
  const highest = ordered.at(-1)
  if (!lowest || !highest || ordered.length < 2) return null
  return { lowest: lowest.cell, highest: highest.cell, difference: highest.rate - lowest.rate, ratio: highest.rate === 0 ? null : lowest.rate / highest.rate }
}

function measuredOf(cells: readonly FairnessCell[]): MeasuredGroup[] {
  return cells.flatMap(({ cell, prediction }) => (prediction ? [{ cell, metrics: prediction.metrics }] : []))
}
