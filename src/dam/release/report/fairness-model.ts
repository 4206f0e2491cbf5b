import type { Crossing, Disparities, FairnessCell, FairnessReport } from '#dam/dataset/fairness-report.ts'
import { chartFigure } from './chart-figure.ts'
import { dataTable } from './data-table.ts'
import { apartWords, bothEnds, columnAndGroup, metricWords, parityWords, TOLD_METRICS } from './fairness-words.ts'
import { groupName } from './group-figure.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { rateChart, type RateDot } from './rate-chart.ts'
import { rateTogether, togetherSentence, togetherWords } from './together-words.ts'

type Metric = (typeof TOLD_METRICS)[number]

/** More groups than this are not drawn; the table holds them all. */
const MOST_DRAWN = 16

/** What a model decided about each group, where there is a model: four rates, the parities made of them, and whether its scores mean what they say. A rate of fewer rows than `least` is not told. */
export function modelPart(fairness: FairnessReport, crossings: readonly Crossing[], least: number, tongue: Tongue): Html | null {
  const { say } = tongue
  const { prediction, label } = fairness
  if (!prediction) return null
  const figures = TOLD_METRICS.flatMap((metric) => metricFigure(metric, fairness, least, tongue) ?? [])
  return html`<p class="small">${say(
  `모델은 ‘${prediction.column}’에 판단을 남겼고, ${prediction.favourable}이(가) 좋은 쪽입니다. 실제 결과는 ‘${label.column}’입니다.`,
  `The model’s decisions stand in “${prediction.column}” (favourable: ${prediction.favourable}); what came of it stands in “${label.column}”.`)}</p>
${figures.length === 0 ? html`<p>${say('집단마다 견줄 만큼 행이 많지 않습니다.', 'Groups have too few rows to be compared.')}</p>` : html`<div class="pair">${figures}</div>`}
${parityTable(fairness, tongue)}${crossings.map((crossing) => groupTable(crossing, fairness, tongue))}<div class="pair">${calibrationFigure(fairness, tongue)}</div>`
}

/** Whether a metric of a cell rests on enough rows to be judged. */
function isJudged({ isSmall, prediction }: FairnessCell, metric: Metric, smallestCell: number): boolean {
  return !isSmall && (prediction?.metrics[metric].of ?? 0) >= smallestCell
}

function metricFigure(metric: Metric, { crossings, whole, smallestCell }: FairnessReport, least: number, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  const words = metricWords(metric, tongue)
  const singles = crossings.filter(({ by }) => by.length === 1)
  const told = singles.flatMap(({ cells }) => cells).filter(({ prediction }) => prediction !== undefined)
  const judged = told.filter((cell) => isJudged(cell, metric, smallestCell))
  const [apart] = singles.flatMap(({ disparities }) => disparities?.judged ?? []).filter((disparity) => disparity.metric === metric).toSorted((one, other) => other.betweenGroups.difference - one.betweenGroups.difference)
  if (!words || !apart || judged.length === 0) return null
  const rates = judged.map((cell) => ({ label: columnAndGroup(cell), rate: cell.prediction?.metrics[metric].value ?? 0, low: cell.prediction?.metrics[metric].low ?? undefined, high: cell.prediction?.metrics[metric].high ?? undefined }))
  const drawn = rates.length <= MOST_DRAWN ? rates : bothEnds(rates.toSorted((one, other) => one.rate - other.rate), MOST_DRAWN)
  const together = singles.flatMap((crossing) => smallTogether(crossing, metric, { whole, smallestCell }, least) ?? [])
  const sentence = say(
    `${words.plain}입니다. ‘${groupName({ cell: apart.lowest })}’와 ‘${groupName({ cell: apart.highest })}’가 가장 멀어 ${apartWords(apart.betweenGroups.difference, tongue)} 차이입니다.`,
    `This is ${words.plain}. ${groupName({ cell: apart.lowest })} and ${groupName({ cell: apart.highest })} lie farthest apart, by ${apartWords(apart.betweenGroups.difference, tongue)}.`)
  const dots: RateDot[] = [...drawn, ...together.map(({ column, rate }) => ({ label: `${column}:\n${togetherWords(tongue).short}`, rate, isGrey: true }))]
  return chartFigure({
    id: `model-${metric.toLowerCase()}`, title: words.name, level: 4,
    sentence: sentence + togetherSentence(together.reduce((sum, { groups }) => sum + groups, 0), undefined, tongue) + (drawn.length < rates.length ? say(` 그림에는 가장 낮은 집단과 가장 높은 집단 ${count(drawn.length)}개만 있습니다.`, ` The picture shows only the ${count(drawn.length)} lowest and highest.`) : ''),
    legend: [{ swatch: 'dot', words: say('비율', 'rate') }, { swatch: 'line-before', words: say('95 % 구간', '95 % interval') }, { swatch: 'line-dashed', words: say('전체', 'all rows') }, ...(together.length > 0 ? [{ swatch: 'dot-grey', words: togetherWords(tongue).legend }] : [])],
    draw: (width, labelId) => rateChart(dots, { whole: whole.prediction?.metrics[metric].value, most: Math.max(...dots.map(({ rate, high }) => high ?? rate)) }, width, labelId, tongue),
    table: {
      caption: words.name,
      columns: [{ heading: say('집단', 'Group') }, { heading: say('해당 행', 'Of rows'), numbers: true }, { heading: say('비율', 'Rate'), numbers: true }, { heading: say('95 % 구간', '95 % interval'), numbers: true }],
      rows: [...told.map((cell) => {
        const value = cell.prediction?.metrics[metric]
        const hasBounds = value !== undefined && value.low !== null && value.high !== null
        return [columnAndGroup(cell), count(value?.of ?? 0), value === undefined || value.of === 0 ? '—' : share(value.value), hasBounds ? `${share(value.low ?? 0)} – ${share(value.high ?? 0)}` : '—']
      }), ...together.map(({ column, groups, of, rate }) => [`${column}: ${togetherWords(tongue).name} (${count(groups)})`, count(of), share(rate), '—'])],
    },
  }, tongue)
}

/** A metric over the groups of one column that cannot be judged by themselves; undefined where there are none, or too few rows even so. */
function smallTogether({ by, cells, rest }: Crossing, metric: Metric, { whole, smallestCell }: Pick<FairnessReport, 'whole' | 'smallestCell'>, least: number) {
  const counted = ({ prediction }: Pick<FairnessCell, 'prediction'>) => {
    const { value, of } = prediction?.metrics[metric] ?? { value: 0, of: 0 }
    return { count: Math.round(value * of), of }
  }
  const judged = cells.filter((cell) => isJudged(cell, metric, smallestCell))
  const groups = cells.filter(({ rows }) => rows > 0).length - judged.length + (rest?.cells ?? 0)
  const together = groups === 0 || !whole.prediction ? undefined : rateTogether(counted(whole), judged.map(counted), least)
  return together && { ...together, groups, column: by.join(' × ') }
}

/** The parities of every crossing, with Fairlearn's definitions: difference, then ratio. */
function parityTable({ crossings }: FairnessReport, tongue: Tongue): Html | null {
  const { say } = tongue
  const rows = crossings.flatMap(({ by, disparities }) => {
    const parities = disparities?.all?.betweenGroups ?? judgedParities(disparities?.judged ?? [])
    return parities ? [[
      html`${by.join(' × ')}${disparities?.all ? null : html`<small>${say('판단할 수 있는 집단만', 'groups that may be judged')}</small>`}`,
      parityWords(parities.demographicParity, tongue), parityWords(parities.equalizedOdds.worstCase, tongue), parityWords(parities.equalOpportunity, tongue), parityWords(parities.predictiveParity, tongue),
    ]] : []
  })
  if (rows.length === 0) return null
  return html`<h4 class="apart">${say('모델이 집단을 같게 대했나', 'Whether the model treats groups alike')}</h4>
<p class="small">${say('칸마다 가장 높은 집단과 가장 낮은 집단의 차이, 그리고 낮은 쪽을 높은 쪽으로 나눈 비율입니다. 차이는 0, 비율은 1에 가까울수록 같습니다. 인구통계 동등성은 선택률, 기회의 균등은 참양성률, 예측 동등성은 정밀도, 균등화된 승산은 참양성률과 거짓양성률 가운데 더 벌어진 쪽을 봅니다.', 'Each cell tells how far the lowest group is from the highest, and the lowest divided by the highest. A difference near 0 and a ratio near 1 mean alike. Demographic parity looks at the selection rate, equal opportunity at the true positive rate, predictive parity at the precision, equalised odds at whichever of the true and false positive rates lies farther apart.')}</p>${dataTable({
  caption: say('모델이 집단을 같게 대했나', 'Whether the model treats groups alike'),
  columns: [
    { heading: say('나눈 열', 'Groups') }, { heading: say('인구통계 동등성', 'Demographic parity'), numbers: true }, { heading: say('균등화된 승산', 'Equalised odds'), numbers: true },
    { heading: say('기회의 균등', 'Equal opportunity'), numbers: true }, { heading: say('예측 동등성', 'Predictive parity'), numbers: true },
  ],
  rows,
})}`
}

type Parities = Pick<Disparities['betweenGroups'], 'demographicParity' | 'equalOpportunity' | 'predictiveParity'> & { readonly equalizedOdds: Pick<Disparities['betweenGroups']['equalizedOdds'], 'worstCase'> }

/** The same parities over the groups that may be judged; nothing where one of the four rates has no two of them. */
function judgedParities(judged: NonNullable<Crossing['disparities']>['judged']): Parities | undefined {
  const [selected, truePositives, falsePositives, precision] = TOLD_METRICS.map((wanted) => judged.find(({ metric }) => metric === wanted)?.betweenGroups)
  if (!selected || !truePositives || !falsePositives || !precision) return undefined
  const ratios = [truePositives.ratio, falsePositives.ratio].filter((ratio) => ratio !== null)
  return {
    demographicParity: selected, equalOpportunity: truePositives, predictiveParity: precision,
    equalizedOdds: { worstCase: { difference: Math.max(truePositives.difference, falsePositives.difference), ratio: ratios.length === 0 ? null : Math.min(...ratios) } },
  }
}

function groupTable({ by, cells }: Crossing, { smallestCell }: FairnessReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  const told = cells.filter(({ prediction }) => prediction !== undefined)
  if (told.length === 0) return null
  const shown = (cell: FairnessCell, metric: Metric) => {
    const value = cell.prediction?.metrics[metric]
    if (value === undefined || value.of === 0) return '—'
    return html`${share(value.value)}${isJudged(cell, metric, smallestCell) ? null : html`<small>${say('판단하지 않음', 'not judged')}</small>`}`
  }
  const names = by.join(' × ')
  return html`<details><summary>${say(`네 비율을 나란히: ${names}`, `The four rates side by side: ${names}`)}</summary>${dataTable({
    caption: names,
    columns: [{ heading: say('집단', 'Group') }, { heading: say('판단한 행', 'Decided'), numbers: true }, ...TOLD_METRICS.map((metric) => ({ heading: metricWords(metric, tongue)?.name ?? metric, numbers: true }))],
    rows: told.map((cell) => [groupName(cell), count(cell.prediction?.predicted ?? 0), ...TOLD_METRICS.map((metric) => shown(cell, metric))]),
  })}</details>`
}

/** What the scores promise beside what came of it, for the groups of single columns. */
function calibrationFigure({ crossings, prediction, smallestCell }: FairnessReport, tongue: Tongue): Html | null {
  const { say, share, count, score } = tongue
  const told = crossings.filter(({ by }) => by.length === 1).flatMap(({ cells }) => cells).flatMap((cell) => {
    const calibration = cell.prediction?.calibration
    return calibration && calibration.rate !== null && calibration.meanScore !== null ? [{ ...calibration, rate: calibration.rate, meanScore: calibration.meanScore, label: columnAndGroup(cell), isJudged: !cell.isSmall && calibration.rows >= smallestCell }] : []
  })
  if (told.length === 0) return null
  const title = say(`점수가 말한 만큼이었나: ${prediction?.score ?? ''}`, `Whether scores mean what they say: ${prediction?.score ?? ''}`)
  const isReversed = prediction?.scoreDirection?.isReversed === true
  const isProbability = told.every(({ error }) => error !== null)
  const table = {
    caption: title,
    columns: [{ heading: say('집단', 'Group') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('평균 점수', 'Mean score'), numbers: true }, { heading: say('실제 비율', 'Outcome'), numbers: true }, { heading: say('보정 오차', 'Calibration error'), numbers: true }],
    rows: told.map(({ label, rows, meanScore, rate, error, isJudged: judged }) => [html`${label}${judged ? null : html`<small>${say('행이 너무 적어 판단하지 않음', 'too small to judge')}</small>`}`, count(rows), isProbability ? share(meanScore) : score(meanScore), share(rate), error === null ? '—' : score(error)]),
  }
  const [worst] = told.filter((cell) => cell.isJudged).toSorted((one, other) => (other.error ?? 0) - (one.error ?? 0))
  if (isReversed) return html`<h4 class="apart">${title}</h4><p>${reversedWords(tongue)}</p>${dataTable(table)}`
  if (!isProbability || !worst) return html`<h4 class="apart">${title}</h4>${dataTable(table)}`
  const drawn = told.filter((cell) => cell.isJudged).toSorted((one, other) => (other.error ?? 0) - (one.error ?? 0)).slice(0, MOST_DRAWN)
  return chartFigure({
    id: 'model-calibration', title, level: 4,
    sentence: say(
      `점수가 가장 어긋나는 집단은 ‘${worst.label}’입니다. 점수는 평균 ${share(worst.meanScore)}라고 했고 실제로는 ${share(worst.rate)}였습니다.`,
      `Scores are furthest off for ${worst.label}: they say ${share(worst.meanScore)} on average, and ${share(worst.rate)} came true.`),
    legend: [{ swatch: 'dot', words: say('실제 비율', 'outcome') }, { swatch: 'ring-before', words: say('평균 점수', 'mean score') }],
    draw: (width, labelId) => rateChart(drawn.map(({ label, rate, meanScore }) => ({ label, rate, beside: meanScore })), { most: Math.max(...drawn.map(({ rate, meanScore }) => Math.max(rate, meanScore))) }, width, labelId, tongue),
    table,
  }, tongue)
}

/** Why calibration is not judged where a score seems to mean the unfavourable outcome. */
function reversedWords({ say }: Tongue): string {
  return say('점수가 높을수록 좋은 쪽이 드뭅니다. 위험 점수로 보여, 실제와 견주어 판정하지 않았습니다.', 'The higher the score, the rarer is what is favourable. It looks like a score of risk, so it is not judged against what came true.')
}
