import type { Attack, PrivacyReport } from '#dam/dataset/reports.ts'
import { bestAttack } from '#dam/release/best-attack.ts'
import { chartFigure } from './chart-figure.ts'
import type { Html } from './html-text.ts'
import type { Say, Tongue } from './language.ts'
import { riskChart } from './risk-chart.ts'

/** How each attack on the release fared, beside chance. Nothing where none was tried. */
export function attackFigure(privacy: PrivacyReport, tongue: Tongue): Html | null {
  const { say, share, count, of } = tongue
  const best = bestAttack(privacy)
  if (!best) return null
  return chartFigure({
    id: 'attacks', title: say('공격해 본 결과', 'What attacks on this release reached'), level: 4,
    sentence: say(
      `이 공개본을 상대로 ${count(privacy.attacks.length)}가지 공격을 실제로 해 보았습니다. 우연보다 가장 앞선 것은 ‘${attackName(best, tongue)}’로, 맞힌 비율 ${share(best.rate)}(우연 ${share(best.chance)}${best.bound === undefined ? '' : `, 약속한 한도 ${share(best.bound)}`})입니다.`,
      `${count(privacy.attacks.length)} attacks were carried out on this release. The one farthest beyond chance, ${attackName(best, tongue)}, was right ${share(best.rate)} of the time (chance ${share(best.chance)}${best.bound === undefined ? '' : `, at most ${share(best.bound)} was promised`}).`),
    legend: [{ swatch: 'ring-before', words: say('우연', 'chance') }, { swatch: 'dot', words: say('공격', 'attack') }],
    draw: (width, labelId) => riskChart(privacy.attacks.map((attack) => ({ name: attackName(attack, tongue), before: attack.chance, after: attack.rate })), width, labelId, tongue),
    table: {
      caption: say('공격', 'Attacks'),
      columns: [
        { heading: say('공격', 'Attack') }, { heading: say('시도', 'Guesses'), numbers: true }, { heading: say('하나로 좁힘', 'Left with one answer'), numbers: true }, { heading: say('맞힘', 'Right'), numbers: true },
        { heading: say('우연', 'Chance'), numbers: true }, { heading: say('한도', 'Bound'), numbers: true }, { heading: say('무엇을 하나', 'What it tries') },
      ],
      rows: privacy.attacks.map((attack) => [
        attackName(attack, tongue), count(attack.attempts), count(attack.certain), share(attack.rate), share(attack.chance), attack.bound === undefined ? '—' : share(attack.bound),
        `${meaningOf(attack, say)} ${of(attack.how.method)}`,
      ]),
    },
  }, tongue)
}

/** An attack in a few words, with its column. */
export function attackName({ id, column }: Pick<Attack, 'id' | 'column'>, { say }: Tongue): string {
  const name = {
    'sibling-subtraction': say('이웃 값 빼기', 'ruling out siblings'), 'combinatorial-refinement': say('나눔 거꾸로 풀기', 'undoing the splits'),
    linkage: say('아는 사람 찾기', 'finding a known person'), inference: say('민감 값 짐작', 'guessing a sensitive value'),
  }[id]
  return column === undefined ? name : `${name}: ${column}`
}

function meaningOf({ id }: Attack, say: Say): string {
  switch (id) {
    case 'sibling-subtraction': return say('넓은 범주 안의 어느 값이 참인지, 이미 공개된 이웃 범주를 빼고 짐작합니다.', 'Guesses which narrower value is the true one, ruling out those that the release shows elsewhere.')
    case 'combinatorial-refinement': return say('어떻게 나누었는지 아는 사람이 왜 더 나누지 않았는지를 따져 짐작합니다.', 'Guesses the same, knowing how classes were split and asking why no further.')
    case 'linkage': return say('어떤 사람의 준식별 값을 다 아는 사람이 그 사람의 기록을 찾습니다.', 'Somebody who knows all quasi-identifiers of a person looks for the record.')
    case 'inference': return say('무리에서 가장 흔한 값을 그 사람의 값이라고 짐작합니다.', 'Takes the commonest value of the class for the person’s.')
  }
}
