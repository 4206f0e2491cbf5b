import type { Crossing, FairnessCell, FairnessReport, Finding, GroupCell, MetricName } from '#dam/dataset/fairness-report.ts'
import { describeCell, percent, sizeOf, type FindingSetting } from './finding-words.ts'

/** Findings about one crossing told one by one; the gravest. */
const MOST_TOLD = 50
const FOUR_FIFTHS_GAP = 0.2

/** Groups that hold less than their share of the population; where there is none, that each holds its share. */
export function findThinGroups(crossing: Crossing, place: number, { report, recompute }: FindingSetting): Finding[] {
  const { by, cells } = crossing
  const judged = cells.flatMap((cell) => (cell.reference?.verdict ? [{ cell, ...cell.reference }] : []))
  if (judged.length === 0) return []
  const how = {
    method: {
      en: `Rows were counted by ${by.join(' × ')}; the share of the rows was divided by the share of the population in ${report.reference?.file ?? ''}. Less than ${percent(1 - report.tolerance)} of it is thin.`,
      ko: `${by.join(' × ')}별로 행을 세어, 그 비율을 ${report.reference?.file ?? ''}의 인구 비율로 나누었습니다. 그 값이 ${percent(1 - report.tolerance)}보다 작으면 부족한 집단입니다.`,
    },
    recompute: recompute.representation(by),
  }
  const found = judged.map(({ cell, share, ratio, verdict }) => ({ cell, share, ratio: ratio ?? 1, isThin: verdict === 'thin' })).toSorted((a, b) => a.ratio - b.ratio)
  const thin = found.filter(({ isThin }) => isThin).slice(0, MOST_TOLD)
  return (thin.length > 0 ? thin : found.slice(0, 1)).map(({ cell, share, ratio, isThin }) => {
    const { en, ko } = describeCell(cell.cell)
    return {
      id: idOf('representation', place, cells, cell.cell), kind: 'representation', by, cells: [cell.cell],
      label: isThin ? { en: `Too few rows of ${en}`, ko: `부족한 집단: ${ko}` } : { en: `Representation by ${by.join(' × ')}`, ko: `${by.join(' × ')}별 대표성` },
      claim: share, rule: share * (1 - report.tolerance), measured: cell.share, unit: 'share', verdict: isThin ? 'failed' : 'passed',
      because: {
        en: `${en}: ${percent(cell.share)} of the rows and ${percent(share)} of the population, ${percent(ratio)} of what it should be.`,
        ko: `${ko}: 행의 ${percent(cell.share)}, 인구의 ${percent(share)}로, 있어야 할 몫의 ${percent(ratio)}입니다.`,
      },
      how, severity: Math.max(0, 1 - ratio) / report.tolerance, corrected: null, size: cell.rows,
    }
  })
}

/** Groups whose label is favourable less often than the highest group's; where there is none, how far they lie apart. */
export function findLabelGaps(crossing: Crossing, place: number, setting: FindingSetting): Finding[] {
  const { report } = setting
  const judged = crossing.cells.flatMap((cell) => (cell.gap ? [{ cell, ...gapBeyond(cell.gap, report) }] : []))
  if (judged.length < 2) return []
  const ordered = judged.toSorted((a, b) => b.severity - a.severity)
  const beyond = ordered.filter(({ isBeyond }) => isBeyond).slice(0, MOST_TOLD)
  return (beyond.length > 0 ? beyond : ordered.slice(0, 1)).map(({ cell, isBeyond, isChance, severity }) => labelFinding(crossing, place, cell, { isBeyond, isChance, severity }, setting))
}

/** A model's decisions: for each parity, the groups that lie furthest apart. */
export function findPredictionGaps(crossing: Crossing, place: number, { report, recompute }: FindingSetting): Finding[] {
  const { by, cells, disparities } = crossing
  return PARITIES.flatMap(({ metric, en, ko }): Finding[] => {
    const disparity = disparities?.judged.find((candidate) => candidate.metric === metric)
    if (!disparity) return []
    const { lowest, highest, betweenGroups: { difference, ratio } } = disparity
    const corrected = Math.min(...[lowest, highest].map((cell) => findCell(cells, cell)?.tests.find((test) => test.metric === metric)?.test.corrected ?? 1))
    const isBeyond = difference > report.tolerance + 1e-12
    const [low, high] = [lowest, highest].map((cell) => findCell(cells, cell)?.prediction?.metrics[metric].value ?? 0)
    const chance = isBeyond && corrected >= report.tests.level
    return [{
      id: `fairness-${metric.toLowerCase()}-${number(place)}`, kind: 'prediction', by, cells: [lowest, highest],
      label: { en: `${en} by ${by.join(' × ')}`, ko: `${by.join(' × ')}별 ${ko}` },
      claim: null, rule: report.tolerance, measured: difference, unit: 'share', verdict: !isBeyond ? 'passed' : chance ? 'noted' : 'failed',
      because: {
        en: `${describeCell(lowest).en}: ${percent(low ?? 0)}; ${describeCell(highest).en}: ${percent(high ?? 0)}${ratio === null ? '' : `, a ratio of ${ratio.toFixed(2)}`}.${chance ? ' This could be chance.' : ''}`,
        ko: `${describeCell(lowest).ko}: ${percent(low ?? 0)}, ${describeCell(highest).ko}: ${percent(high ?? 0)}${ratio === null ? '' : ` (비율 ${ratio.toFixed(2)})`}.${chance ? ' 우연일 수 있습니다.' : ''}`,
      },
      how: {
        method: {
          en: `${en}: the highest less the lowest rate among groups with at least ${report.smallestCell} rows to share; each group was tested against all other rows, corrected by Holm over ${report.tests.count} tests.`,
          ko: `${ko}: 해당 행이 ${report.smallestCell}개 이상인 집단 가운데 가장 높은 비율과 가장 낮은 비율의 차이입니다. 각 집단을 나머지 행과 비교하고 ${report.tests.count}개 검정에 대해 Holm 방법으로 보정했습니다.`,
        },
        recompute: recompute.metric(by, metric),
      },
      severity: difference / report.tolerance, corrected, size: sizeOf(cells, lowest),
    }]
  })
}

/** Scores that mean something else in one group than in the table: the group with the largest calibration error. */
export function findCalibrationErrors(crossing: Crossing, place: number, { report, recompute }: FindingSetting): Finding[] {
  const { by, cells } = crossing
  const judged = cells.flatMap(({ cell, rows, prediction }) => {
    const calibration = prediction?.calibration
    return calibration && calibration.error !== null && calibration.rows >= report.smallestCell ? [{ cell, rows, error: calibration.error, calibration }] : []
  }).toSorted((a, b) => b.error - a.error)
  const [worst] = judged
  if (!worst) return []
  const { en, ko } = describeCell(worst.cell)
  return [{
    id: `fairness-calibration-${number(place)}`, kind: 'calibration', by, cells: [worst.cell],
    label: { en: `Calibration by ${by.join(' × ')}`, ko: `${by.join(' × ')}별 점수 보정 오차` },
    claim: null, rule: report.tolerance, measured: worst.error, unit: 'share', verdict: worst.error > report.tolerance + 1e-12 ? 'failed' : 'passed',
    because: {
      en: `${en}: the mean score is ${percent(worst.calibration.meanScore ?? 0)}, the favourable outcome came in ${percent(worst.calibration.rate ?? 0)}.`,
      ko: `${ko}: 평균 점수는 ${percent(worst.calibration.meanScore ?? 0)}, 실제 바람직한 결과의 비율은 ${percent(worst.calibration.rate ?? 0)}입니다.`,
    },
    how: {
      method: { en: 'Expected calibration error over ten bins of equal width: the mean over rows of the distance of their bin\'s mean score from its rate.', ko: '너비가 같은 10개 구간의 기대 보정 오차: 구간 평균 점수와 실제 비율의 차이를 행 수로 평균한 값입니다.' },
      recompute: recompute.calibration(by),
    },
    severity: worst.error / report.tolerance, corrected: null, size: worst.rows,
  }]
}

const PARITIES: readonly { metric: MetricName; en: string; ko: string }[] = [
  { metric: 'selectionRate', en: 'Demographic parity (favourable decisions)', ko: '인구통계적 동등성(바람직한 결정의 비율)' },
  { metric: 'truePositiveRate', en: 'Equal opportunity (true positive rate)', ko: '기회의 균등(참양성률)' },
  { metric: 'falsePositiveRate', en: 'Equalised odds (false positive rate)', ko: '균등화된 승산(거짓양성률)' },
  { metric: 'positivePredictiveValue', en: 'Predictive parity (precision)', ko: '예측 동등성(정밀도)' },
]

function gapBeyond({ toHighest, keepsFourFifths, test }: NonNullable<FairnessCell['gap']>, { tolerance, tests }: FairnessReport) {
  const apart = Math.abs(toHighest.difference)
  const isWide = apart > tolerance + 1e-12
  const byRatio = keepsFourFifths ? 0 : (1 - (toHighest.ratio ?? 1)) / FOUR_FIFTHS_GAP
  return { isBeyond: isWide || !keepsFourFifths, isChance: test.corrected >= tests.level, severity: Math.max(apart / tolerance, byRatio) }
}

function labelFinding({ by, cells, labelGap }: Crossing, place: number, cell: FairnessCell, { isBeyond, isChance, severity }: { isBeyond: boolean; isChance: boolean; severity: number }, { report, recompute }: FindingSetting): Finding {
  const { en, ko } = describeCell(cell.cell)
  const highest = labelGap?.highest ?? cell.cell
  const rate = cell.label.rate ?? 0
  const top = rate - (cell.gap?.toHighest.difference ?? 0)
  const ratio = cell.gap?.toHighest.ratio ?? null
  const { column, favourable } = report.label
  return {
    id: idOf('label', place, cells, cell.cell), kind: 'label', by, cells: [cell.cell, highest],
    label: isBeyond ? { en: `‘${column}’ is less often favourable for ${en}`, ko: `‘${column}’의 바람직한 결과가 더 적은 집단: ${ko}` } : { en: `‘${column}’ by ${by.join(' × ')}`, ko: `${by.join(' × ')}별 ‘${column}’` },
    claim: null, rule: report.tolerance, measured: Math.abs(cell.gap?.toHighest.difference ?? 0), unit: 'share', verdict: !isBeyond ? 'passed' : isChance ? 'noted' : 'failed',
    because: {
      en: `${en}: ${percent(rate)} favourable; ${describeCell(highest).en}: ${percent(top)}${ratio === null ? '' : `; ratio ${ratio.toFixed(2)}, ${ratio < 0.8 ? 'below' : 'not below'} four fifths`}.${isBeyond && isChance ? ' This could be chance.' : ''}`,
      ko: `${ko}: 바람직한 결과 ${percent(rate)}, ${describeCell(highest).ko}: ${percent(top)}${ratio === null ? '' : `, 비율 ${ratio.toFixed(2)}(5분의 4 ${ratio < 0.8 ? '미만' : '이상'})`}.${isBeyond && isChance ? ' 우연일 수 있습니다.' : ''}`,
    },
    how: {
      method: {
        en: `Share of rows with ‘${column}’ ${favourable}, of those with a label, beside the highest of groups with at least ${report.smallestCell} labels. A gap is a finding when it is above the tolerance or the ratio below 0.8, and the group differs from all other rows (two proportions, Holm over ${report.tests.count} tests).`,
        ko: `라벨이 있는 행 가운데 ‘${column}’이(가) ${favourable}인 비율을, 라벨이 ${report.smallestCell}개 이상인 집단 중 가장 높은 비율과 비교했습니다. 차이가 허용치를 넘거나 비율이 0.8보다 작고, 나머지 행과 다를 때(두 비율 검정, ${report.tests.count}개 검정에 대한 Holm 보정) 문제로 봅니다.`,
      },
      recompute: recompute.label(by),
    },
    severity, corrected: cell.gap?.test.corrected ?? null, size: cell.rows,
  }
}

function findCell(cells: readonly FairnessCell[], wanted: GroupCell): FairnessCell | undefined {
  const key = JSON.stringify(wanted)
  return cells.find(({ cell }) => JSON.stringify(cell) === key)
}

function idOf(kind: string, place: number, cells: readonly FairnessCell[], cell: GroupCell): string {
  return `fairness-${kind}-${number(place)}-${String(cells.findIndex((candidate) => candidate.cell === cell) + 1).padStart(3, '0')}`
}

function number(place: number): string {
  return String(place + 1).padStart(2, '0')
}
