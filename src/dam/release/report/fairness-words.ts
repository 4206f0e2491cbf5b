import type { Disparity, FairnessCell, FairnessReport, GroupCell, MetricName } from '#dam/dataset/fairness-report.ts'
import { groupName } from './group-figure.ts'
import type { Tongue } from './language.ts'

/** Metrics of a model that the page shows, group by group. */
export const TOLD_METRICS = ['selectionRate', 'truePositiveRate', 'falsePositiveRate', 'positivePredictiveValue'] as const satisfies readonly MetricName[]

/** What a metric of a model is called, and what it says to somebody who is no statistician. */
export function metricWords(metric: MetricName, { say }: Tongue): { readonly name: string; readonly plain: string } | undefined {
  switch (metric) {
    case 'selectionRate': return { name: say('선택률', 'Selection rate'), plain: say('모델이 좋은 쪽으로 판단한 비율', 'how often the model decides in a person’s favour') }
    case 'truePositiveRate': return { name: say('참양성률', 'True positive rate'), plain: say('결과가 좋았던 사람을 모델이 알아본 비율', 'how often the model recognises people whose outcome is favourable') }
    case 'falsePositiveRate': return { name: say('거짓양성률', 'False positive rate'), plain: say('결과가 나빴는데도 모델이 좋게 본 비율', 'how often the model favours people whose outcome is not') }
    case 'positivePredictiveValue': return { name: say('정밀도', 'Precision'), plain: say('모델이 좋게 본 사람 가운데 결과도 좋았던 비율', 'how often a favourable decision is followed by a favourable outcome') }
    default: return undefined
  }
}

/** How far two shares lie apart, which is no share of anything: 5.5 %p, 5.5 percentage points. */
export function apartWords(difference: number, { say, share }: Tongue): string {
  return say(`${share(difference)}p`.replace(' ', '\u00a0'), share(difference).replace(/%$/, 'percentage points'))
}

/** A difference of two shares, and their ratio where there is one. */
export function parityWords({ difference, ratio }: { readonly difference: number; readonly ratio: number | null }, tongue: Tongue): string {
  return tongue.say(`${tongue.share(difference)}p`, tongue.share(difference).replace(/%$/, 'pts')) + (ratio === null ? '' : ` · ${tongue.count(ratio)}`)
}

/** A group with its column before it, for where groups of several columns stand together: sex: F. */
export function columnAndGroup({ cell }: { readonly cell: GroupCell }): string {
  return `${cell.map(({ column }) => column).join(' × ')}: ${groupName({ cell })}`
}

/** A group as a sentence names it: with its column where the value alone, such as yes, would not tell who is meant. */
export function namedGroup({ cell }: { readonly cell: GroupCell }): string {
  return cell.length === 1 ? columnAndGroup({ cell }) : groupName({ cell })
}

/** The first and the last of a list that is too long to be drawn whole. */
export function bothEnds<Item>(items: readonly Item[], most: number): readonly Item[] {
  return items.length <= most ? items : [...items.slice(0, Math.ceil(most / 2)), ...items.slice(-Math.floor(most / 2))]
}

/** The group that is thinnest beside the population, of those that may be judged. */
export function thinnestGroup({ crossings }: FairnessReport): FairnessCell | undefined {
  return crossings.flatMap(({ cells }) => cells).filter(({ reference }) => reference?.verdict === 'thin').toSorted((one, other) => (one.reference?.ratio ?? 0) - (other.reference?.ratio ?? 0))[0]
}

/** The rate of the model that lies farthest apart, of groups that may be judged. */
export function widestModelGap({ crossings }: FairnessReport): Disparity | undefined {
  return crossings.flatMap(({ disparities }) => disparities?.judged ?? [])
    .filter(({ metric }) => TOLD_METRICS.some((told) => told === metric))
    .toSorted((one, other) => other.betweenGroups.difference - one.betweenGroups.difference)[0]
}
