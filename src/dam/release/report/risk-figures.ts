import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { chartFigure } from './chart-figure.ts'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { riskChart, type RiskPair } from './risk-chart.ts'

interface ExplainedRisk extends RiskPair {
  readonly meaning: string
}

/** Two pictures: the chances of being found, and the records whose chance is above a threshold. */
export function riskFigures(privacy: PrivacyReport, tongue: Tongue): Html[] {
  const { say, share } = tongue
  const risks = explainedRisks(privacy, tongue)
  const thresholds = recordsAtRisk(privacy, tongue)
  const { before, after } = privacy
  const legend = [{ swatch: 'ring-before', words: say('처리 앞', 'before') }, { swatch: 'dot', words: say('처리 뒤', 'after') }]
  const table = (heading: string, pairs: readonly ExplainedRisk[]) => ({
    caption: heading,
    columns: [{ heading }, { heading: say('앞', 'Before'), numbers: true }, { heading: say('뒤', 'After'), numbers: true }, { heading: say('뜻', 'Meaning') }],
    rows: pairs.map((pair) => [pair.name, share(pair.before), share(pair.after), pair.meaning]),
  })
  return [
    chartFigure({
      id: 'risks', title: say('알아낼 확률', 'Chance of being found'), level: 4, legend,
      sentence: say(
        `아는 사람을 찾을 때 맞힐 확률이 평균 ${share(before.prosecutor.average)}에서 ${share(after.prosecutor.average)}로, 혼자 드러나는 기록이 ${share(ofRows(before.sampleUniques, privacy))}에서 ${share(ofRows(after.sampleUniques, privacy))}로 바뀌었습니다.`,
        `The average chance of finding a known person went from ${share(before.prosecutor.average)} to ${share(after.prosecutor.average)}, and records that stand alone from ${share(ofRows(before.sampleUniques, privacy))} to ${share(ofRows(after.sampleUniques, privacy))}.`) + populationSentence(privacy, tongue),
      draw: (width, labelId) => riskChart(risks, width, labelId, tongue),
      table: table(say('위험', 'Risk'), risks),
    }, tongue),
    chartFigure({
      id: 'records-at-risk', title: say('위험이 큰 기록', 'Records at risk'), level: 4, legend,
      sentence: atRiskSentence(thresholds, tongue),
      draw: (width, labelId) => riskChart(thresholds, width, labelId, tongue),
      table: table(say('위험이 이보다 큰 기록', 'Records whose risk is above'), thresholds),
    }, tongue),
  ]
}

function explainedRisks({ before, after, ...privacy }: PrivacyReport, { say, count }: Tongue): ExplainedRisk[] {
  const risk = (name: string, meaning: string, of: (risk: PrivacyReport['before']) => number): ExplainedRisk => ({ name, meaning, before: of(before), after: of(after) })
  return [
    risk(say('아는 사람 찾기, 평균', 'Known person, average'), say('데이터에 있는 줄 아는 한 사람을 찾을 때 맞힐 평균 확률 (prosecutor)', 'Average chance of finding a person known to be in the data (prosecutor)'), ({ prosecutor }) => prosecutor.average),
    risk(say('아는 사람 찾기, 최고', 'Known person, highest'), say('가장 드러나기 쉬운 사람의 확률: 1 ÷ 가장 작은 무리 (prosecutor)', 'The same for the most exposed person: 1 ÷ the smallest class (prosecutor)'), ({ prosecutor }) => prosecutor.highest),
    risk(say('있을지 모르는 사람, 평균', 'Possible person, average'), say('데이터에 있는지 모르는 사람을 찾을 때; 표본일 때만 위와 다름 (journalist)', 'For a person who may or may not be in the data; differs only for a sample (journalist)'), ({ journalist }) => journalist.average),
    risk(say('있을지 모르는 사람, 최고', 'Possible person, highest'), say('위와 같고, 가장 드러나기 쉬운 사람', 'The same for the most exposed person'), ({ journalist }) => journalist.highest),
    risk(say('한꺼번에 찾기', 'As many as possible'), say('모든 기록을 맞혀 보려 할 때 맞는 몫 (marketer)', 'Share found when someone tries all records (marketer)'), ({ marketer }) => marketer),
    risk(say('혼자 드러나는 기록', 'Records that stand alone'), say('준식별 값이 같은 기록이 하나도 없는 기록의 몫', 'Share of records that share their quasi-identifiers with no other'), ({ sampleUniques }) => ofRows(sampleUniques, privacy)),
    ...populationRisks({ before, after }, { say, count }),
  ]
}

/** The share of the population that is likely alone in it, by two estimates, where its size is known. An estimate that has no solution on one side is not drawn. */
function populationRisks({ before: { populationUniques: before }, after: { populationUniques: after } }: Pick<PrivacyReport, 'before' | 'after'>, { say, count }: Pick<Tongue, 'say' | 'count'>): ExplainedRisk[] {
  if (!before || !after) return []
  const { population } = after
  return ESTIMATES.flatMap(({ name, of }) => {
    const [was, is] = [of(before), of(after)]
    if (was === null || is === null) return []
    return [{
      name: say(`모집단에서도 혼자, ${name}`, `Alone among all, ${name}`), before: Math.min(1, was / before.population), after: Math.min(1, is / population),
      meaning: say(`모집단 ${count(population)} 가운데 혼자일 것으로 추정한 몫: ${count(Math.round(was))}에서 ${count(Math.round(is))}(으)로 (${name})`, `Share of the population of ${count(population)} that is estimated to be alone in it: from ${count(Math.round(was))} to ${count(Math.round(is))} (${name})`),
    }]
  })
}

type Uniques = NonNullable<PrivacyReport['before']['populationUniques']>
const ESTIMATES: readonly { readonly name: string; readonly of: (uniques: Uniques) => number | null }[] = [{ name: 'Pitman', of: ({ pitman }) => pitman }, { name: 'Zayatz', of: ({ zayatz }) => zayatz }]

/** What the estimates say, and which of them has no solution; empty where the population is not known. */
function populationSentence({ before: { populationUniques: before }, after: { populationUniques: after } }: PrivacyReport, { say, count, share }: Tongue): string {
  if (!before || !after) return ''
  const told = ESTIMATES.map(({ name, of }) => {
    const [was, is] = [of(before), of(after)].map((estimate) => (estimate === null ? say('추정 못 함', 'no estimate') : share(Math.min(1, estimate / after.population))))
    return say(`${was ?? ''} → ${is ?? ''}(${name})`, `${was ?? ''} → ${is ?? ''} (${name})`)
  }).join(', ')
  return say(` 모집단 ${count(after.population)} 가운데서도 혼자일 것으로 추정한 몫은 ${told}입니다.`, ` Estimated to be alone in the whole population of ${count(after.population)}: ${told}.`)
}

function recordsAtRisk({ before, after, rows }: PrivacyReport, { say, share, count }: Tongue): ExplainedRisk[] {
  return before.recordsAtRisk.map(({ threshold, rows: rowsBefore }) => {
    const rowsAfter = after.recordsAtRisk.find((other) => other.threshold === threshold)?.rows ?? 0
    return {
      name: `> ${share(threshold)}`, before: ofRows(rowsBefore, { rows }), after: ofRows(rowsAfter, { rows }),
      meaning: say(`${count(rowsBefore)}행에서 ${count(rowsAfter)}행으로`, `From ${count(rowsBefore)} rows to ${count(rowsAfter)}`),
    }
  })
}

function atRiskSentence(thresholds: readonly ExplainedRisk[], { say, share }: Tongue): string {
  const highest = thresholds[0]
  if (highest === undefined) return say('기준을 넘는 기록을 세지 않았습니다.', 'No thresholds were counted.')
  return say(
    `맞힐 확률이 ${highest.name.slice(2)}보다 큰 기록은 처리 앞에 ${share(highest.before)}, 처리 뒤에 ${share(highest.after)}입니다.`,
    `Records with a chance above ${highest.name.slice(2)} were ${share(highest.before)} before treatment and ${share(highest.after)} after.`)
}

function ofRows(count: number, { rows }: Pick<PrivacyReport, 'rows'>): number {
  return rows === 0 ? 0 : Math.min(1, count / rows)
}
