import { isDropped } from '#dam/recipe/column-steps.ts'
import { promisedK } from '#dam/release/promised-k.ts'
import { bestAttackWords } from './attack-figure.ts'
import { collectWords, gapWords, thinWords } from './fairness-minute.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { otherModelNames } from './model-names.ts'
import { pageSection } from './page-section.ts'
import { cellName } from './plan-section.ts'
import { failedFirst, type ReportFact, shownText } from './report-facts.ts'
import type { ReportInput } from './report-input.ts'

/** The whole in four to six sentences, made from the figures: is it safe, for whom is it thin, what was lost, what failed. */
export function minuteSection(input: ReportInput, facts: readonly ReportFact[], tongue: Tongue): Html {
  const { say } = tongue
  const sentences = [whatItIs(input, tongue), isItSafe(input, tongue), chances(input, tongue), whatWasLost(input, tongue), whereItIsThin(input, tongue), whoFaresWorse(input, tongue), whatToCollect(input, tongue), whatFailed(facts, tongue)]
  return pageSection({
    id: 'minute', title: say('1분 요약', 'In one minute'), lead: say('아래 문장은 모두 이 보고서의 값으로 지었습니다.', 'Every sentence below is made from the figures of this report.'),
    body: html`<dl class="minute">${sentences.flatMap((sentence) => (sentence ? [html`<div><dt>${sentence.question}</dt><dd>${sentence.answer}</dd></div>`] : []))}</dl>`,
  }, tongue)
}

interface Sentence { readonly question: string; readonly answer: string }

function whatItIs({ recipe, privacy, collect }: ReportInput, { say, count }: Tongue): Sentence {
  const columns = Object.values(recipe.columns).length
  const dropped = Object.values(recipe.columns).filter(isDropped).length
  const sampled = privacy.rows < collect.table.rows
  return {
    question: say('무엇인가', 'What is it?'),
    answer: say(
      `${count(privacy.rows)}행, ${count(columns - dropped)}열을 공개합니다.${sampled ? ` 받은 ${count(collect.table.rows)}행에서 뽑은 표본입니다.` : ' 받은 행을 하나도 빼지 않았습니다.'}`,
      `${count(privacy.rows)} rows and ${count(columns - dropped)} columns are released.${sampled ? ` They are a sample of the ${count(collect.table.rows)} rows delivered.` : ' No row of the delivery was left out.'}`),
  }
}

function isItSafe({ privacy, verification }: ReportInput, { say, count }: Tongue): Sentence {
  const k = promisedK(privacy)
  const others = otherModelNames(privacy, say)
  const [unit, of] = privacy.unit === 'person' ? ['명', 'people'] : ['행', 'rows']
  const made = verification.checks.filter(({ fact }) => fact.verdict === 'passed' || fact.verdict === 'failed')
  const passed = made.filter(({ fact }) => fact.verdict === 'passed').length
  const checks = say(
    `따로 만든 검증기가 파일만 읽어 ${count(made.length)}가지를 확인했고 ${count(passed)}가지가 맞았습니다.`,
    `A separate verifier read only the files, made ${count(made.length)} checks, and ${count(passed)} passed.`)
  const isTold = privacy.smallest > 1 || k !== undefined
  const promise = k === undefined && others.length === 0
    ? say('익명성을 약속하지 않은 데이터입니다.', 'This release promises no anonymity.')
    : privacy.classes === 0
      ? say('사람을 가리킬 수 있는 값을 모든 행에서 지웠습니다.', 'Values that could point to a person were removed from every row.')
      : say(
        isTold ? `구별할 수 없는 기록이 적어도 ${count(privacy.smallest)}${unit}씩 모여 있습니다${k === undefined ? '' : `(약속 ${count(k)}${unit})`}.` : '혼자 드러나는 기록이 있습니다.',
        isTold ? `Every record looks the same as others, in groups of at least ${count(privacy.smallest)} ${of}${k === undefined ? '' : ` (promised: ${count(k)})`}.` : 'Some records stand alone in their group.')
  const besides = others.length === 0 || privacy.classes === 0 ? '' : say(` ${k === undefined ? '약속한 것' : '그 밖에 약속한 것'}: ${others.join(', ')}.`, ` ${k === undefined ? 'Promised' : 'Promised besides'}: ${others.join(', ')}.`)
  return { question: say('안전한가', 'Is it safe?'), answer: `${promise}${besides} ${checks}` }
}

function chances({ privacy }: ReportInput, tongue: Tongue): Sentence {
  const { say, share } = tongue
  const { before, after } = privacy
  const attacked = bestAttackWords(privacy, tongue)
  return {
    question: say('누군지 알아낼 확률은', 'How likely is it that someone is found?'),
    answer: say(
      `데이터에 있는 줄 아는 사람을 찾아도 맞힐 확률은 평균 ${share(after.prosecutor.average)}, 가장 높아야 ${share(after.prosecutor.highest)}입니다. 처리하기 전에는 평균 ${share(before.prosecutor.average)}였습니다. ${attacked}`.trimEnd(),
      `Someone who looks for a person known to be in the data is right ${share(after.prosecutor.average)} of the time on average and at most ${share(after.prosecutor.highest)}. Before treatment the average was ${share(before.prosecutor.average)}. ${attacked}`.trimEnd()),
  }
}

function whatWasLost({ privacy }: ReportInput, { say, share, count }: Tongue): Sentence {
  const worst = privacy.columns.toSorted((one, other) => other.loss - one.loss)[0]
  const suppressed = privacy.rows === 0 ? 0 : privacy.suppressed / privacy.rows
  return {
    question: say('무엇을 잃었나', 'What was lost?'),
    answer: say(
      `자세함의 ${share(privacy.scores.loss)}를 잃었습니다.${worst && worst.loss > 0 ? ` 가장 많이 흐려진 열은 ‘${worst.column}’(${share(worst.loss)})입니다.` : ''} ${privacy.suppressed === 0 ? '지운 기록은 없습니다.' : `기록 ${count(privacy.suppressed)}개(${share(suppressed)})는 가리킬 수 있는 값을 모두 지웠습니다.`}`,
      `${share(privacy.scores.loss)} of the detail was lost.${worst && worst.loss > 0 ? ` The most blurred column is “${worst.column}” (${share(worst.loss)}).` : ''} ${privacy.suppressed === 0 ? 'No record was suppressed.' : `In ${count(privacy.suppressed)} records (${share(suppressed)}) every value that could point to a person was removed.`}`),
  }
}

function whereItIsThin({ quality: { plan }, fairness }: ReportInput, tongue: Tongue): Sentence | undefined {
  const { say } = tongue
  const answers = [plannedWords(plan, tongue), fairness ? thinWords(fairness, tongue) : ''].filter((words) => words !== '')
  return answers.length === 0 ? undefined : { question: say('누구에게 얇은가', 'For whom is it thin?'), answer: answers.join(' ') }
}

function plannedWords(plan: ReportInput['quality']['plan'], { say, count, share }: Tongue): string {
  if (plan.cells.length === 0) return ''
  const short = plan.cells.filter(({ verdict, share: is, target }) => verdict === 'failed' && is < target).toSorted((one, other) => other.target - other.share - (one.target - one.share))
  if (short.length === 0) return say(`계획한 ${count(plan.cells.length)}칸 모두 모자라지 않습니다.`, `None of the ${count(plan.cells.length)} planned cells falls short.`)
  const names = short.slice(0, 2).map((cell) => `${cellName(cell)} (${share(cell.share)}, ${say('목표', 'target')} ${share(cell.target)})`).join(say(', ', '; '))
  return say(
    `계획한 ${count(plan.cells.length)}칸 가운데 ${count(short.length)}칸이 모자랍니다. 가장 얇은 곳: ${names}. 이 사람들에 대한 결론은 조심해서 내려야 합니다.`,
    `${count(short.length)} of ${count(plan.cells.length)} planned cells fall short. Thinnest: ${names}. Draw conclusions about these people with care.`)
}

function whoFaresWorse({ fairness }: ReportInput, tongue: Tongue): Sentence | undefined {
  return fairness && { question: tongue.say('누가 다르게 나왔나', 'Who fares worse?'), answer: gapWords(fairness, tongue) }
}

function whatToCollect({ fairness }: ReportInput, tongue: Tongue): Sentence | undefined {
  const answer = fairness && collectWords(fairness, tongue)
  return answer === undefined ? undefined : { question: tongue.say('다음에 무엇을 모을까', 'What should be collected next?'), answer }
}

function whatFailed(facts: readonly ReportFact[], tongue: Tongue): Sentence {
  const { say, count, of } = tongue
  const failed = facts.filter(({ fact }) => fact.verdict === 'failed')
  // A failed check of the verifier or of privacy outweighs any failed rule of quality.
  const weight = ['verification', 'privacy', 'quality', 'plan'] as const
  const first = failedFirst(failed).toSorted((one, other) => weight.indexOf(one.origin) - weight.indexOf(other.origin))[0]
  const question = say('무엇이 약속과 다른가', 'What broke a promise?')
  if (first === undefined) return { question, answer: say('지키지 못한 약속이 없습니다.', 'No promise was broken.') }
  const { fact } = first
  return {
    question,
    answer: say(
      `약속 ${count(failed.length)}개를 지키지 못했습니다. 먼저 볼 것: ${of(fact.label)} — 규칙 ${shownText(fact.rule, fact.unit, tongue)}, 다시 센 값 ${shownText(fact.measured, fact.unit, tongue)}.`,
      `${count(failed.length)} ${failed.length === 1 ? 'promise was' : 'promises were'} not kept. Look first at: ${of(fact.label)} — rule ${shownText(fact.rule, fact.unit, tongue)}, measured ${shownText(fact.measured, fact.unit, tongue)}.`),
  }
}
