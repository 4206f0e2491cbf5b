import type { Finding } from '#dam/dataset/fairness-report.ts'
import { findMissingGaps, findProxies } from './column-findings.ts'
import type { FindingSetting } from './finding-words.ts'
import { findCalibrationErrors, findLabelGaps, findPredictionGaps, findThinGroups } from './group-findings.ts'
import { findReversedScore } from './reversed-score.ts'

const ORDER = ['failed', 'noted', 'not-checked', 'passed']

/** Who is thin and who is treated differently, from the gravest: by verdict, effect over tolerance, corrected p, size. */
export function listFindings(setting: FindingSetting): Finding[] {
  const { report } = setting
  const reversed = findReversedScore(setting)
  const found = [
    ...findOneSidedOutcomes(setting),
    ...reversed,
    ...report.crossings.flatMap((crossing, place) => [
      ...findThinGroups(crossing, place, setting),
      ...findLabelGaps(crossing, place, setting),
      ...findPredictionGaps(crossing, place, setting),
      ...(crossing.by.length === 1 && reversed.length === 0 ? findCalibrationErrors(crossing, place, setting) : []),
    ]),
    ...findMissingGaps(setting),
    ...findProxies(setting),
  ]
  return found.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)
    || b.severity - a.severity || (a.corrected ?? 0) - (b.corrected ?? 0) || b.size - a.size || (a.id < b.id ? -1 : 1))
}

/** A label that never or always reads favourable tells nothing, and is most often a recipe that names the wrong value. */
function findOneSidedOutcomes({ report, recompute }: FindingSetting): Finding[] {
  const { count, of } = report.whole.label
  if (of > 0 && count > 0 && count < of) return []
  const [en, ko] = of === 0 ? ['No row has a label', '라벨이 있는 행이 없습니다'] : count === 0 ? ['No row has the favourable outcome', '바람직한 결과인 행이 없습니다'] : ['Every row has the favourable outcome', '모든 행이 바람직한 결과입니다']
  const { column, favourable } = report.label
  return [{
    id: 'fairness-one-sided', kind: 'label', by: [], cells: [],
    label: { en, ko },
    claim: favourable, rule: null, measured: of === 0 ? null : count / of, unit: 'share', verdict: 'not-checked',
    because: { en: `Label rates cannot be compared; see whether ‘${column}’ ${favourable} is what the data holds.`, ko: `집단별 비율을 비교할 수 없습니다. ‘${column}’의 값 ${favourable}이(가) 데이터와 맞는지 확인하십시오.` },
    how: { method: { en: 'Rows with a label, and those of them with the favourable one, were counted.', ko: '라벨이 있는 행과 그중 바람직한 결과인 행을 세었습니다.' }, recompute: recompute.label([]) },
    severity: 0, corrected: null, size: report.rows,
  }]
}
