import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { collectWords, modelGapWords, outcomeGapWords } from './fairness-minute.ts'
import { modelPart } from './fairness-model.ts'
import { collectionTable, findingTable, howPart, missingTable, proxyTables } from './fairness-tables.ts'
import { apartWords } from './fairness-words.ts'
import { foldedPart } from './folded-part.ts'
import { gravestFindings } from './gravest-findings.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { outcomeFigure } from './outcome-figure.ts'
import { pageSection } from './page-section.ts'
import { presenceAnswer, presenceFigure } from './presence-figure.ts'
import type { ReportInput } from './report-input.ts'
import { leastShown } from './shown-before.ts'

/** Crossings of several groups that are shown: those whose outcomes lie farthest apart. */
const MOST_CROSSINGS = 2
/** Crossings whose groups are thin beside the population. */
const MOST_THIN_CROSSINGS = 2
/** Columns that the folded line names. */
const MOST_NAMED = 3

/**
 * What was found, in plain words; and folded behind lines that say the answer: every finding, who is there, whose
 * outcomes differ, what a model decided, and what to collect next. Nothing where the recipe asks for no audit.
 */
export function fairnessSection({ fairness, recipe, privacy }: ReportInput, tongue: Tongue): Html | null {
  if (!fairness) return null
  const { say, count } = tongue
  return pageSection({
    id: 'fairness', title: say('누가 빠졌고 누가 다르게 나왔나', 'Who is missing, and who is treated differently'),
    lead: say(
      `받은 자료를 ${fairness.groups.join(', ')}에 따라 나누어 셌습니다. 결과는 ‘${fairness.label.column}’(좋은 쪽: ${fairness.label.favourable})입니다. 행이 ${count(fairness.smallestCell)}개보다 적은 집단은 판정하지 않습니다.`,
      `The delivery was counted by ${fairness.groups.join(', ')}. The outcome is “${fairness.label.column}” (favourable: ${fairness.label.favourable}). Groups with fewer than ${count(fairness.smallestCell)} rows are not judged.`),
    body: html`<h3>${say('찾은 것, 무거운 순서', 'What was found, the gravest first')}</h3>${gravestFindings(fairness, tongue)}
${recipe.fairness?.weights ? html`<p class="small">${say('weights/ 폴더의 파일은 행마다 가중치를 줍니다. 그 가중치로 학습하면 집단과 결과가 서로 무관해집니다.', 'The files in weights/ give each row a weight; trained with them, groups and outcome are independent.')}</p>` : null}
<div class="folds">${findingsFold(fairness, tongue)}${groupFolds(fairness, leastShown(privacy), tongue)}${columnFolds(fairness, tongue)}${collectionFold(fairness, tongue)}
${foldedPart({ title: say('이 절의 값을 셈한 방법', 'How the figures of this section were computed'), answer: say('값마다 방법과 다시 얻는 명령이 있습니다.', 'Each with its method and the command that gives it again.'), body: howPart(fairness, tongue) })}</div>`,
  }, tongue)
}

function findingsFold(fairness: FairnessReport, tongue: Tongue): Html | null {
  const { say, count } = tongue
  const { findings } = fairness
  if (findings.length === 0) return null
  const beyond = findings.filter(({ verdict }) => verdict === 'failed').length
  return foldedPart({
    title: say('모든 발견', 'Every finding'),
    answer: say(`${count(findings.length)}가지를 견주었고 ${count(beyond)}가지가 허용 범위를 넘었습니다.`, `${count(findings.length)} comparisons; ${count(beyond)} ${beyond === 1 ? 'lies' : 'lie'} beyond the tolerance.`),
    body: findingTable(fairness, tongue),
  })
}

function groupFolds(fairness: FairnessReport, least: number, tongue: Tongue): Html[] {
  const { say } = tongue
  const singles = fairness.crossings.filter(({ by }) => by.length === 1)
  const apart = fairness.crossings.filter(({ by, labelGap }) => by.length > 1 && labelGap).toSorted((one, other) => (other.labelGap?.difference ?? 0) - (one.labelGap?.difference ?? 0)).slice(0, MOST_CROSSINGS)
  const thin = fairness.crossings.filter(({ by, cells }) => by.length > 1 && cells.some(({ reference }) => reference?.verdict === 'thin')).slice(0, MOST_THIN_CROSSINGS)
  const presence = [...singles, ...thin].flatMap((crossing) => presenceFigure(crossing, fairness, tongue) ?? [])
  const outcomes = [...singles, ...apart].flatMap((crossing) => outcomeFigure(crossing, fairness, least, tongue) ?? [])
  const model = modelPart(fairness, [...singles, ...apart], least, tongue)
  return [
    ...(presence.length === 0 ? [] : [foldedPart({ title: say('누가 있나', 'Who is there'), answer: presenceAnswer(fairness, tongue), body: html`<div class="pair">${presence}</div>` })]),
    ...(outcomes.length === 0 ? [] : [foldedPart({ title: say('결과', 'Outcomes'), answer: outcomeGapWords(fairness, tongue), body: html`<div class="pair">${outcomes}</div>` })]),
    ...(model ? [foldedPart({ title: say('모델의 판단', 'What the model decided'), answer: modelGapWords(fairness, tongue), body: model })] : []),
  ]
}

function columnFolds(fairness: FairnessReport, tongue: Tongue): Html[] {
  const { say, count } = tongue
  const { missing, proxies: { ranked, notReleased } } = fairness
  const [gap] = missing
  return [
    ...(ranked.length + notReleased.length > 0 ? [foldedPart({ title: say('집단을 미리 알려 주는 열', 'Columns that foretell a group'), answer: proxyAnswer(fairness, tongue), body: proxyTables(fairness, tongue) })] : []),
    ...(gap ? [foldedPart({
      title: say('빠진 값이 집단마다 다른 열', 'Missing values that differ by group'),
      answer: say(`‘${gap.column}’ 열이 ${gap.group}에 따라 가장 다르게 빠져 ${apartWords(gap.difference, tongue)} 차이입니다.`, `“${gap.column}” differs most, by ${gap.group}: ${apartWords(gap.difference, tongue)} apart.`) + (missing.length > 1 ? say(` 그 밖에 ${count(missing.length - 1)}가지가 더 있습니다.`, ` ${count(missing.length - 1)} more differ.`) : ''),
      body: missingTable(fairness, tongue),
    })] : []),
  ]
}

/** Which released columns foretell a group clearly enough to be a finding. */
function proxyAnswer({ findings }: FairnessReport, { say, of, count }: Tongue): string {
  const found = findings.filter(({ kind }) => kind === 'proxy')
  if (found.length === 0) return say('공개한 열 가운데 집단을 뚜렷이 알려 주는 것은 없습니다.', 'None of the released columns clearly foretells a group.')
  const told = found.slice(0, MOST_NAMED).map(({ label }) => of(label)).join(say(', ', '; '))
  return found.length > MOST_NAMED ? say(`${told}, 그 밖에 ${count(found.length - MOST_NAMED)}가지.`, `${told}; and ${count(found.length - MOST_NAMED)} more.`) : `${told}.`
}

function collectionFold(fairness: FairnessReport, tongue: Tongue): Html {
  const { say } = tongue
  return foldedPart({
    title: say('다음에 모을 것', 'What to collect next'),
    answer: collectWords(fairness, tongue) ?? say('더 모아야 할 집단이 없습니다.', 'No group needs more rows.'),
    body: collectionTable(fairness, tongue),
  })
}
