import type { Finding, GroupCell, MissingGap } from '#dam/dataset/fairness-report.ts'
import { describeCell, percent, type FindingSetting } from './finding-words.ts'

/** Cramér's V from which a column is told as a proxy. */
const PROXY_TOLD = 0.3
const MOST_PROXIES = 20

/** Columns whose values are missing more often in one group than in another. */
export function findMissingGaps({ report }: FindingSetting): Finding[] {
  return report.missing.map((gap, place) => {
    const [lowest, highest] = extremesOf(gap)
    const isBeyond = gap.difference > report.tolerance + 1e-12
    return {
      id: `fairness-missing-${String(place + 1).padStart(2, '0')}`, kind: 'missing', by: [gap.group],
      cells: [highest, lowest].map(({ value }): GroupCell => [{ column: gap.group, value }]),
      label: { en: `Missing values of ‘${gap.column}’ by ${gap.group}`, ko: `${gap.group}별 ‘${gap.column}’ 결측` },
      claim: null, rule: report.tolerance, measured: gap.difference, unit: 'share', verdict: isBeyond ? 'failed' : 'noted',
      because: {
        en: `${describeCell([{ column: gap.group, value: highest.value }]).en}: ${percent(highest.missing.rate ?? 0)} missing; ${describeCell([{ column: gap.group, value: lowest.value }]).en}: ${percent(lowest.missing.rate ?? 0)}.`,
        ko: `${describeCell([{ column: gap.group, value: highest.value }]).ko}: 결측 ${percent(highest.missing.rate ?? 0)}, ${describeCell([{ column: gap.group, value: lowest.value }]).ko}: ${percent(lowest.missing.rate ?? 0)}.`,
      },
      how: report.how.missing,
      severity: gap.difference / report.tolerance, corrected: gap.corrected, size: highest.missing.of,
    }
  })
}

/** Released columns that foretell a group, so that leaving the group out hides nothing from a model. */
export function findProxies({ report }: FindingSetting): Finding[] {
  const told = report.proxies.ranked.filter(({ column, cramersV }) => cramersV >= PROXY_TOLD && !report.groups.includes(column)).slice(0, MOST_PROXIES)
  return told.map(({ column, group, cramersV, entropyShare }, place) => ({
    id: `fairness-proxy-${String(place + 1).padStart(2, '0')}`, kind: 'proxy', by: [group], cells: [],
    label: { en: `‘${column}’ foretells ${group}`, ko: `‘${column}’(으)로 ${group}을(를) 짐작할 수 있음` },
    claim: null, rule: null, measured: cramersV, unit: 'score', verdict: 'noted',
    because: {
      en: `Cramér's V ${cramersV.toFixed(2)}; it tells ${percent(entropyShare)} of what there is to know about ${group}. The column is released.`,
      ko: `크라메르 V ${cramersV.toFixed(2)}, ${group}에 대한 정보의 ${percent(entropyShare)}를 알려 줍니다. 이 열은 공개됩니다.`,
    },
    how: report.how.proxies,
    severity: cramersV / PROXY_TOLD, corrected: null, size: report.proxies.sampledRows,
  }))
}

function extremesOf({ cells }: MissingGap): [MissingGap['cells'][number], MissingGap['cells'][number]] {
  const judged = cells.filter(({ isSmall }) => !isSmall).toSorted((a, b) => (a.missing.rate ?? 0) - (b.missing.rate ?? 0))
  const [lowest] = judged
  const highest = judged.at(-1)
  if (!lowest || !highest) throw new Error('A notable gap has two cells that may be judged')
  return [lowest, highest]
}
