import type { Fact } from '#dam/dataset/fact.ts'
import { significant } from '#dam/dataset/significant.ts'
import type { PrivacyModel } from '#dam/recipe/recipe.ts'
import type { ClassModels, SensitiveColumn } from './class-models.ts'
import { tallyClasses } from './class-tally.ts'
import type { Frequencies } from './frequencies.ts'
import type { RecodedClasses } from './recoded-classes.ts'

/** For each model of the recipe: its rule, and what the worst class of the release reaches. */
export function modelFacts(promised: readonly PrivacyModel[], models: ClassModels, frequencies: Frequencies, recoded: RecodedClasses, sensitive: readonly SensitiveColumn[]): Fact[] {
  const worst = worstMeasures(models, frequencies, recoded, sensitive)
  return promised.map((model): Fact => {
    const place = models.measures.findIndex((measure) => measure.model === model)
    const measured = 'average-risk' in model ? averageRisk(recoded) : worst[place] ?? null
    return {
      id: idOf(model), label: labelOf(model), claim: null, rule: ruleOf(model), measured: measured === null || !Number.isFinite(measured) ? null : significant(measured),
      unit: 'average-risk' in model || 'delta-presence' in model ? 'share' : 'score', verdict: 'passed',
      how: {
        method: {
          en: `The ${'average-risk' in model ? 'classes by their rows or persons together' : 'worst class of the released rows'}, by the definition in docs/release-format.md, section 5.`,
          ko: `${'average-risk' in model ? '동질집합 수를 행 또는 사람 수로 나눈 값' : '공개된 행에서 가장 나쁜 동질집합의 값'}이며, 정의는 docs/release-format.md 5절에 있습니다.`,
        },
        recompute: 'datadam verify RELEASE_DIR',
      },
    }
  })
}

/** `k-anonymity`, `l-diversity:diagnosis:distinct`, `t-closeness:diagnosis`… */
function idOf(model: PrivacyModel): string {
  if ('l-diversity' in model) return `l-diversity:${model['l-diversity'].column}:${model['l-diversity'].kind}`
  if ('t-closeness' in model) return `t-closeness:${model['t-closeness'].column}:${model['t-closeness'].distance}`
  return Object.keys(model).join()
}

function labelOf(model: PrivacyModel): Fact['label'] {
  if ('k-anonymity' in model) return { en: 'Smallest class (k-anonymity)', ko: '가장 작은 동질집합(k-익명성)' }
  if ('average-risk' in model) return { en: 'Average chance of re-identification', ko: '평균 재식별 확률' }
  if ('sample-uniques' in model) return { en: 'Smallest class in rows (no sample uniques)', ko: '행 수로 가장 작은 동질집합(표본 유일 없음)' }
  if ('delta-presence' in model) return { en: 'Highest share of a combination that is released (delta-presence)', ko: '한 조합에서 공개된 비율의 최댓값(δ-존재성)' }
  if ('t-closeness' in model) {
    const { column, distance } = model['t-closeness']
    return { en: `Farthest class from the whole in ${column} (t-closeness, ${distance} distance)`, ko: `${column} 분포가 전체와 가장 다른 동질집합(t-근접성, ${DISTANCES[distance]} 거리)` }
  }
  const { column, kind } = model['l-diversity']
  return { en: `Least varied class in ${column} (l-diversity, ${kind})`, ko: `${column} 값이 가장 단조로운 동질집합(l-다양성, ${KINDS[kind]})` }
}

const DISTANCES = { equal: '동일', ordered: '순서', hierarchical: '계층' } as const
const KINDS = { distinct: '고유값', entropy: '엔트로피', recursive: '재귀' } as const

function ruleOf(model: PrivacyModel): number {
  if ('k-anonymity' in model) return model['k-anonymity']
  if ('average-risk' in model) return model['average-risk']
  if ('sample-uniques' in model) return 2
  if ('delta-presence' in model) return model['delta-presence']['at-most']
  if ('t-closeness' in model) return model['t-closeness'].t
  const told = model['l-diversity']
  return told.kind === 'recursive' ? told.c : told.l
}

function averageRisk({ classes, sizes }: RecodedClasses): number {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return total === 0 ? 0 : classes / total
}

/** The worst class by each measure, one pass over entries sorted by class. */
function worstMeasures({ measures }: ClassModels, frequencies: Frequencies, { classes, classOf }: RecodedClasses, sensitive: readonly SensitiveColumn[]): number[] {
  const starts = new Uint32Array(classes + 1)
  for (const place of classOf) if (place >= 0) starts[place + 1]! += 1 // safe: classes are below their number
  for (let place = 0; place < classes; place++) starts[place + 1]! += starts[place] ?? 0 // safe: as above
  const next = starts.slice(0, classes)
  const order = new Uint32Array(starts[classes] ?? 0)
  classOf.forEach((place, entry) => {
    if (place < 0) return
    order[next[place] ?? 0] = entry
    next[place]! += 1 // safe: as above
  })
  const { tally, clear, add } = tallyClasses(frequencies, sensitive.map(({ values }) => values))
  const worst = measures.map(({ isBetter }) => (isBetter === 'larger' ? Infinity : -Infinity))
  for (let place = 0; place < classes; place++) {
    clear()
    for (let at = starts[place] ?? 0; at < (starts[place + 1] ?? 0); at++) add(order[at] ?? 0)
    measures.forEach(({ isBetter, measure }, number) => {
      const measured = measure(tally)
      worst[number] = isBetter === 'larger' ? Math.min(worst[number] ?? 0, measured) : Math.max(worst[number] ?? 0, measured)
    })
  }
  return worst
}
