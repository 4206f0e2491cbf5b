import type { Finding } from '#dam/dataset/fairness-report.ts'
import type { FindingSetting } from './finding-words.ts'

/**
 * A score that seems to point the other way, as a risk score does: said instead of every calibration, which would find
 * that all groups are judged wrongly.
 */
export function findReversedScore({ report }: Pick<FindingSetting, 'report'>): Finding[] {
  const { prediction } = report
  const direction = prediction?.scoreDirection
  if (!prediction?.score || !direction?.isReversed) return []
  const { column, favourable, score } = prediction
  const measured = direction.decisions ?? direction.outcomes
  const isOfDecisions = direction.decisions !== null
  const [en, ko] = isOfDecisions
    ? [`the favourable decision (‘${column}’: ${favourable})`, `바람직한 판단(‘${column}’: ${favourable})`]
    : [`the favourable outcome (‘${report.label.column}’: ${report.label.favourable})`, `바람직한 결과(‘${report.label.column}’: ${report.label.favourable})`]
  return [{
    id: 'fairness-score-direction', kind: 'calibration', by: [], cells: [],
    label: { en: `‘${score}’ seems to point the other way`, ko: `‘${score}’ 점수가 반대쪽을 가리키는 듯함` },
    claim: null, rule: null, measured, unit: 'score', verdict: 'not-checked',
    because: {
      en: `The higher the score, the rarer is ${en}: a rank correlation of ${String(measured)}. It looks like a score of risk, so its calibration was not judged. Give prediction.score the probability of the favourable outcome (1 less this score, where it is the probability of the other), or leave it out.`,
      ko: `점수가 높을수록 ${ko}이(가) 드뭅니다(순위 상관 ${String(measured)}). 위험 점수로 보여 보정을 판정하지 않았습니다. prediction.score에는 바람직한 결과의 확률을 주거나(이 점수가 반대 결과의 확률이면 1에서 뺀 값) 쓰지 마십시오.`,
    },
    how: {
      method: {
        en: 'Rows with a label and a score were counted by tenths of the score; Somers\' D between the tenth and the decision (the outcome, where all decisions are of one kind), told with three decimals.',
        ko: '라벨과 점수가 있는 행을 점수의 10분의 1 구간별로 세어, 구간과 판단(판단이 한 가지뿐이면 결과) 사이의 Somers D를 소수 셋째 자리까지 구했습니다.',
      },
      recompute: report.how.cells.recompute,
    },
    severity: 0, corrected: null, size: report.rows,
  }]
}
