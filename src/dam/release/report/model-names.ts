import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Say } from './language.ts'

/** The models of a release in a few words, each once, k-anonymity left out because its size is told in a sentence of its own. */
export function otherModelNames({ modelFacts }: Pick<PrivacyReport, 'modelFacts'>, say: Say): string[] {
  const kinds = new Set(modelFacts.map(({ id }) => id.split(':')[0] ?? id))
  kinds.delete('k-anonymity')
  return Array.from(kinds, (kind) => modelName(kind, say))
}

function modelName(kind: string, say: Say): string {
  switch (kind) {
    case 'l-diversity': return say('l-다양성', 'l-diversity')
    case 't-closeness': return say('t-근접성', 't-closeness')
    case 'delta-presence': return say('δ-존재성', 'delta-presence')
    case 'average-risk': return say('평균 위험', 'average risk')
    case 'sample-uniques': return say('표본 유일 없음', 'no sample uniques')
    default: return kind
  }
}
