import type { Attack, PrivacyReport } from '#dam/dataset/reports.ts'
import { bestAttack, isBeyondChance } from '#dam/release/best-attack.ts'
import { chartFigure } from './chart-figure.ts'
import { type Html, html } from '#platform/page/html-text.ts'
import type { Say, Tongue } from './language.ts'
import { riskChart } from './risk-chart.ts'

/** How each attack on the release fared, beside chance and what the promise allows. Nothing where none was tried. */
export function attackFigure(privacy: PrivacyReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  const { attacks } = privacy
  if (attacks.length === 0) return null
  const legend = [
    { swatch: 'ring-before', words: say('우연', 'chance') }, { swatch: 'dot', words: say('공격', 'attack') },
    ...(attacks.some(({ bound }) => bound !== undefined) ? [{ swatch: 'bound', words: say('약속한 한도', 'most that is promised') }] : []),
  ]
  return chartFigure({
    id: 'attacks', title: say('공격해 본 결과', 'What attacks on this release reached'), level: 4, legend,
    sentence: `${say(`이 공개본을 상대로 ${count(attacks.length)}가지 공격을 실제로 해 보았습니다.`, `${count(attacks.length)} attacks were carried out on this release.`)} ${bestAttackWords(privacy, tongue)}`,
    draw: (width, labelId) => riskChart(attacks.map((attack) => ({ name: attackName(attack, tongue), before: attack.chance, after: attack.rate, bound: attack.bound })), width, labelId, tongue),
    table: {
      caption: say('공격', 'Attacks'),
      columns: [
        { heading: say('공격', 'Attack') }, { heading: say('시도', 'Guesses'), numbers: true }, { heading: say('확실', 'Certain'), numbers: true }, { heading: say('맞힘', 'Right'), numbers: true },
        { heading: say('우연', 'Chance'), numbers: true }, { heading: say('한도', 'Bound'), numbers: true },
      ],
      rows: attacks.map((attack) => [attackName(attack, tongue), count(attack.attempts), count(attack.certain), share(attack.rate), share(attack.chance), attack.bound === undefined ? '—' : share(attack.bound)]),
    },
  }, tongue)
}

/** What each kind of attack tries and how far it got, in plain words, with its method. */
export function attackWords({ attacks }: PrivacyReport, tongue: Tongue): Html | null {
  const { say, of } = tongue
  const kinds = [...new Set(attacks.map(({ id }) => id))]
  if (kinds.length === 0) return null
  return html`<div><h4>${say('무엇을 해 보았나', 'What was tried')}</h4><ul class="plain-list small">${kinds.map((kind) => {
    const best = bestAttack({ attacks: attacks.filter(({ id }) => id === kind) })
    return best && html`<li><b>${kindName(kind, say)}</b>. ${meaningOf(kind, say)} ${conclusionOf(best, tongue)}<details><summary>${say('어떻게 쟀나', 'How it was measured')}<span class="unseen">: ${kindName(kind, say)}</span></summary>${of(best.how.method)}</details></li>`
  })}</ul></div>`
}

/** The attack that got farthest beyond chance, in a sentence; nothing where none was tried. */
export function bestAttackWords(privacy: Pick<PrivacyReport, 'attacks'>, tongue: Tongue): string {
  const { say, share } = tongue
  const best = bestAttack(privacy)
  if (!best) return ''
  if (!isBeyondChance(best)) return say('어느 공격도 우연보다 더 맞히지 못했습니다.', 'None was right more often than chance.')
  return say(
    `우연보다 가장 앞선 공격(${attackName(best, tongue)})은 ${share(best.rate)}를 맞혔고, 우연은 ${share(best.chance)}입니다${best.bound === undefined ? '' : `(약속한 한도 ${share(best.bound)})`}.`,
    `The attack farthest beyond chance (${attackName(best, tongue)}) was right ${share(best.rate)} of the time; chance is ${share(best.chance)}${best.bound === undefined ? '' : `, and at most ${share(best.bound)} was promised`}.`)
}

/** An attack in a few words, with its column. */
function attackName({ id, column }: Pick<Attack, 'id' | 'column'>, { say }: Tongue): string {
  return id === 'inference' && column !== undefined ? say(`‘${column}’ 짐작`, `Guessing “${column}”`) : kindName(id, say)
}

function kindName(id: Attack['id'], say: Say): string {
  switch (id) {
    case 'sibling-subtraction': return say('이웃 값 빼기', 'Ruling out siblings')
    case 'combinatorial-refinement': return say('나눔 거꾸로 풀기', 'Undoing the splits')
    case 'linkage': return say('아는 사람 찾기', 'Finding a known person')
    case 'inference': return say('민감 값 짐작', 'Guessing a sensitive value')
  }
}

function meaningOf(id: Attack['id'], say: Say): string {
  switch (id) {
    case 'sibling-subtraction': return say('넓은 범주 안의 어느 값이 참인지, 이미 공개된 이웃 범주를 빼고 짐작합니다.', 'Guesses which narrower value is the true one, ruling out those that the release shows elsewhere.')
    case 'combinatorial-refinement': return say('어떻게 나누었는지 아는 사람이 왜 더 나누지 않았는지를 따져 짐작합니다.', 'Guesses the same, knowing how classes were split and asking why no further.')
    case 'linkage': return say('어떤 사람의 준식별 값을 다 아는 사람이 그 사람의 기록을 찾습니다.', 'Somebody who knows all quasi-identifiers of a person looks for the record.')
    case 'inference': return say('무리에서 가장 흔한 값을 그 사람의 값이라고 짐작합니다.', 'Takes the commonest value of the class for the person’s.')
  }
}

/** How much better than chance, whether it was ever certain, and the bound. */
function conclusionOf(attack: Attack, tongue: Tongue): string {
  const { say, share, count } = tongue
  const { attempts, certain, rate, chance, bound, column } = attack
  if (attempts === 0) return say('짐작할 것이 하나도 없었습니다.', 'There was nothing to guess.')
  const points = count((rate - chance) * 100)
  const which = column === undefined ? '' : say(`가장 잘 맞힌 것은 ‘${column}’ 열입니다. `, `It does best on “${column}”. `)
  const better = isBeyondChance(attack)
    ? say(`${share(rate)}를 맞혔습니다. 우연(${share(chance)})보다 ${points} %포인트 높습니다.`, `It is right ${share(rate)} of the time, ${points} percentage points above chance (${share(chance)}).`)
    : say(`맞힌 비율은 ${share(rate)}로, 우연(${share(chance)})보다 나을 것이 없습니다.`, `It is right ${share(rate)} of the time, no better than chance (${share(chance)}).`)
  const sure = certain === 0 ? say(' 답을 하나로 좁힌 적은 없습니다.', ' It never left one answer only.') : say(` ${count(certain)}번은 답이 하나로 좁혀졌습니다.`, ` In ${count(certain)} guesses it left one answer only.`)
  const most = bound === undefined ? '' : rate <= bound ? say(` 약속한 한도 ${share(bound)}를 넘지 않습니다.`, ` That is within the ${share(bound)} that is promised at most.`) : say(` 약속한 한도 ${share(bound)}를 넘습니다.`, ` That is above the ${share(bound)} that is promised at most.`)
  return `${which}${better}${sure}${most}`
}
