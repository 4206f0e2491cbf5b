import type { Crossing, FairnessCell, FairnessReport } from '#dam/dataset/fairness-report.ts'
import { chartFigure } from './chart-figure.ts'
import { modelPart } from './fairness-model.ts'
import { collectionTable, findingTable, howPart, proxyTable } from './fairness-tables.ts'
import { apartWords, bothEnds } from './fairness-words.ts'
import { groupName } from './group-figure.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import { rateChart } from './rate-chart.ts'
import type { ReportInput } from './report-input.ts'

/** More cells than this are not drawn; the table holds them all. */
const MOST_DRAWN = 16
/** Crossings of several groups that are shown: those whose outcomes lie farthest apart. */
const MOST_CROSSINGS = 2
/** Crossings whose groups are thin beside the population. */
const MOST_THIN_CROSSINGS = 2
/** Thin groups that a sentence names; the table marks them all. */
const MOST_NAMED = 5

/** Who is there, whose outcomes differ, what was found, and what to collect next. Nothing where the recipe asks for no audit. */
export function fairnessSection({ fairness, recipe }: ReportInput, tongue: Tongue): Html | null {
  if (!fairness) return null
  const { say, count } = tongue
  const singles = fairness.crossings.filter(({ by }) => by.length === 1)
  const apart = fairness.crossings.filter(({ by, labelGap }) => by.length > 1 && labelGap).toSorted((one, other) => (other.labelGap?.difference ?? 0) - (one.labelGap?.difference ?? 0)).slice(0, MOST_CROSSINGS)
  const thin = fairness.crossings.filter(({ by, cells }) => by.length > 1 && cells.some(({ reference }) => reference?.verdict === 'thin')).slice(0, MOST_THIN_CROSSINGS)
  return pageSection({
    id: 'fairness', title: say('누가 빠졌고 누가 다르게 나왔나', 'Who is missing, and who is treated differently'),
    lead: say(
      `받은 자료를 ${fairness.groups.join(', ')}에 따라 나누어 셌습니다. 결과는 ‘${fairness.label.column}’(좋은 쪽: ${fairness.label.favourable})입니다. 행이 ${count(fairness.smallestCell)}개보다 적은 집단은 판정하지 않습니다.`,
      `The delivery was counted by ${fairness.groups.join(', ')}. The outcome is “${fairness.label.column}” (favourable: ${fairness.label.favourable}). Groups with fewer than ${count(fairness.smallestCell)} rows are not judged.`),
    body: html`<h3>${say('찾은 것, 무거운 순서', 'What was found, the gravest first')}</h3>${findingTable(fairness, tongue)}
<div class="pair">${singles.flatMap((crossing) => [presenceFigure(crossing, fairness, tongue), outcomeFigure(crossing, fairness, tongue)])}${thin.map((crossing) => presenceFigure(crossing, fairness, tongue))}${apart.map((crossing) => outcomeFigure(crossing, fairness, tongue))}</div>
${modelPart(fairness, [...singles, ...apart], tongue)}
${proxyTable(fairness, tongue)}
<h3>${say('다음에 모을 것', 'What to collect next')}</h3>${collectionTable(fairness, tongue)}${howPart(fairness, tongue)}
${recipe.fairness?.weights ? html`<p class="small">${say('weights/ 폴더의 파일은 행마다 가중치를 줍니다. 그 가중치로 학습하면 집단과 결과가 서로 무관해집니다.', 'The files in weights/ give each row a weight; trained with them, groups and outcome are independent.')}</p>` : null}`,
  }, tongue)
}

function presenceFigure(crossing: Crossing, { crossings }: FairnessReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  const { by, cells, rest } = crossing
  const shown = cells.filter(({ rows, reference }) => rows > 0 || (reference?.share ?? 0) > 0)
  if (shown.length === 0) return null
  const thin = shown.filter(({ reference }) => reference?.verdict === 'thin').toSorted((one, other) => (one.reference?.ratio ?? 0) - (other.reference?.ratio ?? 0))
  const drawn = [...thin, ...shown.filter((cell) => !thin.includes(cell))].slice(0, MOST_DRAWN)
  const hasReference = shown.some(({ reference }) => reference !== undefined)
  const names = by.join(' × ')
  return chartFigure({
    id: `presence-${crossings.indexOf(crossing)}`, title: say(`누가 있나: ${names}`, `Who is there: ${names}`), level: 4,
    sentence: presenceSentence(shown, thin, tongue) + (drawn.length < shown.length ? say(` 그림에는 ${count(drawn.length)}개 집단만 있습니다.`, ` The picture shows ${count(drawn.length)} of the groups.`) : ''),
    legend: [{ swatch: 'dot', words: say('이 자료', 'this data') }, ...(hasReference ? [{ swatch: 'ring-before', words: say('인구', 'population') }] : [])],
    draw: (width, labelId) => rateChart(drawn.map((cell) => ({ label: groupName(cell), rate: cell.share, beside: cell.reference?.share })), { most: Math.max(...drawn.map((cell) => Math.max(cell.share, cell.reference?.share ?? 0))) }, width, labelId, tongue),
    table: {
      caption: names,
      columns: [{ heading: say('집단', 'Group') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('몫', 'Share'), numbers: true }, { heading: say('인구', 'Population'), numbers: true }, { heading: say('판단', 'Judged') }],
      rows: [...shown.map((cell) => [groupName(cell), count(cell.rows), share(cell.share), cell.reference ? share(cell.reference.share) : '—', presenceWords(cell, tongue)]), ...restRow(rest, tongue, 3)],
    },
  }, tongue)
}

function presenceSentence(shown: readonly FairnessCell[], thin: readonly FairnessCell[], { say, share, count }: Tongue): string {
  const [most, least] = [shown[0], shown.at(-1)]
  if (shown.every(({ reference }) => reference === undefined)) {
    return most && least && most !== least
      ? say(`견줄 인구가 주어지지 않아 차지하는 몫만 보입니다. 가장 많은 집단은 ‘${groupName(most)}’(${share(most.share)}), 가장 적은 집단은 ‘${groupName(least)}’(${share(least.share)})입니다.`, `No population to compare with was given. The largest group is ${groupName(most)} (${share(most.share)}), the smallest ${groupName(least)} (${share(least.share)}).`)
      : say('견줄 인구가 주어지지 않아 차지하는 몫만 보입니다.', 'No population to compare with was given, so only shares are shown.')
  }
  if (thin.length === 0) return say('인구에 견주어 눈에 띄게 모자란 집단은 없습니다.', 'No group is clearly thinner than in the population.')
  const named = thin.slice(0, MOST_NAMED)
  const more = thin.length - named.length
  return say(
    `인구보다 모자란 집단: ${named.map((cell) => `${groupName(cell)} (${share(cell.share)}, 인구 ${share(cell.reference?.share ?? 0)})`).join(', ')}${more > 0 ? ` 외 ${count(more)}개` : ''}.`,
    `Thinner than in the population: ${named.map((cell) => `${groupName(cell)} (${share(cell.share)}, population ${share(cell.reference?.share ?? 0)})`).join('; ')}${more > 0 ? `; and ${count(more)} more` : ''}.`)
}

function outcomeFigure(crossing: Crossing, { whole, label, crossings }: FairnessReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  const { by, cells, labelGap, rest } = crossing
  const told = cells.filter(({ label: own }) => own.rate !== null)
  const judged = told.filter(({ gap }) => gap !== null).toSorted((one, other) => (one.label.rate ?? 0) - (other.label.rate ?? 0))
  if (judged.length === 0) return null
  const small = told.filter(({ gap }) => gap === null)
  const below = judged.filter(({ gap }) => gap?.keepsFourFifths === false)
  const names = by.join(' × ')
  const sentence = labelGap
    ? say(
      `‘${groupName({ cell: labelGap.lowest })}’와 ‘${groupName({ cell: labelGap.highest })}’의 차이는 ${apartWords(labelGap.difference, tongue)}입니다. ${below.length === 0 ? '모두 가장 높은 집단의 5분의 4 이상입니다.' : `가장 높은 집단의 5분의 4에 못 미치는 집단은 ${count(below.length)}개입니다.`}`,
      `${groupName({ cell: labelGap.lowest })} and ${groupName({ cell: labelGap.highest })} lie ${apartWords(labelGap.difference, tongue)} apart. ${below.length === 0 ? 'All reach four fifths of the highest.' : `${count(below.length)} ${below.length === 1 ? 'group stays' : 'groups stay'} below four fifths of the highest.`}`)
    : say('견줄 만큼 큰 집단이 둘이 되지 않습니다.', 'There are no two groups large enough to compare.')
  const tooSmall = small.length === 0 ? '' : say(` 행이 너무 적어 판단하지 않음: ${small.map((cell) => groupName(cell)).join(', ')}.`, ` Too small to judge: ${small.map((cell) => groupName(cell)).join('; ')}.`)
  const drawn = bothEnds(judged, MOST_DRAWN)
  const drawnOnly = drawn.length < judged.length ? say(` 그림에는 가장 낮은 집단과 가장 높은 집단 ${count(drawn.length)}개만 있습니다.`, ` The picture shows only the ${count(drawn.length)} lowest and highest.`) : ''
  return chartFigure({
    id: `outcome-${crossings.indexOf(crossing)}`, title: say(`결과 ‘${label.column}’: ${names}`, `Outcome “${label.column}”: ${names}`), level: 4, sentence: sentence + tooSmall + drawnOnly,
    legend: [{ swatch: 'dot', words: say('비율', 'rate') }, { swatch: 'line-before', words: say('95 % 구간', '95 % interval') }, { swatch: 'line-dashed', words: say('전체', 'all rows') }],
    draw: (width, labelId) => rateChart(
      drawn.map((cell) => ({ label: groupName(cell), rate: cell.label.rate ?? 0, low: cell.label.low ?? undefined, high: cell.label.high ?? undefined })),
      { whole: whole.label.rate ?? undefined, most: Math.max(whole.label.rate ?? 0, ...drawn.map((cell) => cell.label.high ?? cell.label.rate ?? 0)) }, width, labelId, tongue),
    table: {
      caption: names,
      columns: [{ heading: say('집단', 'Group') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('비율', 'Rate'), numbers: true }, { heading: say('95 % 구간', '95 % interval'), numbers: true }, { heading: say('가장 높은 집단의', 'Of the highest'), numbers: true }, { heading: say('판단', 'Judged') }],
      rows: [...[...judged, ...small].map((cell) => [
        groupName(cell), count(cell.label.of), share(cell.label.rate ?? 0), cell.label.low === null || cell.label.high === null ? '—' : `${share(cell.label.low)} – ${share(cell.label.high)}`,
        cell.gap?.toHighest.ratio === undefined || cell.gap.toHighest.ratio === null ? '—' : share(cell.gap.toHighest.ratio), outcomeWords(cell, tongue),
      ]), ...restRow(rest, tongue, 4)],
    },
  }, tongue)
}

function presenceWords({ reference, isSmall }: FairnessCell, { say }: Tongue): string {
  if (reference?.verdict === 'thin') return say('모자람', 'Thin')
  if (reference?.verdict === 'within') return say('범위 안', 'Within')
  return isSmall ? say('너무 작음', 'Too small to judge') : '—'
}

function outcomeWords({ gap }: FairnessCell, { say }: Tongue): string {
  if (gap === null) return say('너무 작음', 'Too small to judge')
  return gap.keepsFourFifths ? say('5분의 4 이상', 'Four fifths or more') : say('5분의 4 미만', 'Below four fifths')
}

function restRow(rest: Crossing['rest'], { say, count }: Tongue, more: number): string[][] {
  return rest ? [[say(`그 밖의 ${count(rest.cells)}칸 (하나씩 보이지 않음)`, `${count(rest.cells)} other cells, not told one by one`), count(rest.rows), ...Array.from({ length: more }, () => '—')]] : []
}
