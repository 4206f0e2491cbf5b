import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { apartWords, metricWords, namedGroup, thinnestGroup, widestModelGap } from './fairness-words.ts'
import type { Tongue } from './language.ts'

/** Who is thin beside the population; empty where there is none to compare with. */
export function thinWords(fairness: FairnessReport, { say, share }: Tongue): string {
  const thin = thinnestGroup(fairness)
  if (thin) return say(`인구에 견주어 가장 모자란 집단은 ‘${namedGroup(thin)}’(${share(thin.share)}, 인구 ${share(thin.reference?.share ?? 0)})입니다.`, `Thinnest against the population: ${namedGroup(thin)} (${share(thin.share)}, population ${share(thin.reference?.share ?? 0)}).`)
  return fairness.reference ? say('인구에 견주어 눈에 띄게 모자란 집단은 없습니다.', 'No group is clearly thinner than in the population.') : ''
}

/** Whose outcomes lie farthest apart, whether that may be chance, and where a model makes more of it. */
export function gapWords(fairness: FairnessReport, tongue: Tongue): string {
  const outcomes = outcomeGapWords(fairness, tongue)
  if (!widestGap(fairness) || !widestModelGap(fairness)) return outcomes
  return `${outcomes} ${modelGapWords(fairness, tongue)}`
}

/** Whose outcomes lie farthest apart, and whether that may be chance. */
export function outcomeGapWords(fairness: FairnessReport, tongue: Tongue): string {
  const { say } = tongue
  const { tests, label, findings, tolerance } = fairness
  const widest = widestGap(fairness)
  if (!widest) return say('견줄 만큼 큰 집단이 둘이 되지 않습니다.', 'There are no two groups large enough to compare.')
  const finding = findings.find(({ kind, by }) => kind === 'label' && by.join('\0') === widest.by.join('\0'))
  const isChance = finding !== undefined && finding.corrected !== null && finding.corrected >= tests.level
  const [lowest, highest] = [namedGroup({ cell: widest.lowest }), namedGroup({ cell: widest.highest })]
  const by = apartWords(widest.difference, tongue)
  const outcome = say(`‘${label.column}’이(가) 좋은 쪽(${label.favourable})인 비율은 ‘${lowest}’에서 가장 낮고 ‘${highest}’에서 가장 높습니다. ${by} 차이입니다.`, `A favourable outcome (${label.column}: ${label.favourable}) is rarest for ${lowest} and most common for ${highest}, ${by} apart.`)
  return outcome + (isChance ? say(' 우연일 수 있는 차이입니다.', ' That may be chance.') : widest.difference <= tolerance ? say(' 허용 범위 안입니다.', ' That is within the tolerance.') : '')
}

/** Where the model's decisions differ, and whether more than the outcomes do. */
export function modelGapWords(fairness: FairnessReport, tongue: Tongue): string {
  const { say } = tongue
  const worst = widestModelGap(fairness)
  const words = worst && metricWords(worst.metric, tongue)
  if (!worst || !words) return say('집단마다 견줄 만큼 행이 많지 않습니다.', 'Groups have too few rows to be compared.')
  const [lowest, highest] = [namedGroup({ cell: worst.lowest }), namedGroup({ cell: worst.highest })]
  const { difference } = worst.betweenGroups
  const start = difference > (widestGap(fairness)?.difference ?? 0) ? say('모델의 판단은 결과보다 더 다릅니다.', 'The model’s decisions differ more than the outcomes:') : say('모델의 판단도 다릅니다.', 'The model’s decisions differ, too:')
  return say(
    `${start} ${words.plain}(${words.name})은 ‘${lowest}’에서 가장 낮고 ‘${highest}’에서 가장 높으며 ${apartWords(difference, tongue)} 차이입니다.`,
    `${start} ${words.plain} (${words.name.toLowerCase()}) is lowest for ${lowest} and highest for ${highest}, ${apartWords(difference, tongue)} apart.`)
}

function widestGap({ crossings }: FairnessReport) {
  return crossings.flatMap(({ by, labelGap }) => (labelGap ? [{ by, ...labelGap }] : [])).toSorted((one, other) => other.difference - one.difference)[0]
}

/** What to collect first and why; nothing where no group needs more rows. */
export function collectWords({ collection }: FairnessReport, { say, count, share }: Tongue): string | undefined {
  const [first] = collection
  if (!first) return undefined
  const name = namedGroup(first)
  const { representation, label } = first
  if (representation && representation.rows > 0) {
    const why = representation.from === 'reference'
      ? say(`인구에서처럼 ${share(representation.target)}가 되려면`, `so that they are ${share(representation.target)} of the data, as in the population`)
      : say(`모든 집단이 비슷하게(${share(representation.target)}) 들어가려면`, `so that groups are about as large as each other (${share(representation.target)})`)
    return say(`‘${name}’부터 모으십시오. ${why} 지금 ${count(first.rows)}개인 기록에 ${count(representation.rows)}개가 더 있어야 합니다.`, `Begin with ${name}. ${count(representation.rows)} more records are needed beside the ${count(first.rows)} there are now, ${why}.`)
  }
  if (!label) return undefined
  const outcome = label.outcome === 'favourable' ? say('좋은', 'a favourable') : say('나쁜', 'an unfavourable')
  return say(`‘${name}’부터 모으십시오. 결과가 ${outcome} 기록 ${count(label.rows)}개가 더 있어야 다른 집단과 결과가 비슷해집니다(지금 ${count(first.rows)}개).`, `Begin with ${name}. ${count(label.rows)} more records with ${outcome} outcome are needed beside the ${count(first.rows)} there are now, so that its outcomes are like those of all.`)
}
