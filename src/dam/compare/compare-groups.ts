import type { FairnessReport, GroupCell } from '#dam/dataset/fairness-report.ts'
import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { compareFacts } from './compare-quality.ts'
import { type Difference, type Direction, numbers, pairUp, type Section, words } from './difference.ts'

const KEEPS_MORE: Direction = { wanted: 'less', virtue: 'keeps more' }
const FAIRER: Direction = { wanted: 'less', virtue: 'fairer' }

/** What became of each group in two releases: how often it was suppressed, and how much of it was lost. */
export function compareGroups(a: PrivacyReport, b: PrivacyReport): Section {
  const byName = (by: readonly string[]) => by.join(' × ')
  return {
    id: 'groups', title: 'Groups', differences: [
      ...compareFacts(a.parity, b.parity, ({ id }) => id, 'fairer'),
      ...pairUp(a.groups, b.groups, ({ by }) => byName(by)).flatMap(({ a: one, b: other }) => {
        const cells = pairUp(one?.outcomes ?? [], other?.outcomes ?? [], ({ cell }) => cellInWords(cell))
        return cells.flatMap(({ a: first, b: second }): Difference[] => {
          const group = first ?? second
          if (!group) return []
          const name = group.isSmall ? `groups of ${byName(one?.by ?? other?.by ?? [])} too small to judge` : cellInWords(group.cell)
          const shareOf = (outcome: typeof first) => outcome && (outcome.rows === 0 ? 0 : outcome.suppressed / outcome.rows)
          return [
            numbers(`${name}, rows`, 'count', first?.rows, second?.rows),
            numbers(`${name}, suppressed`, 'share', shareOf(first), shareOf(second), KEEPS_MORE),
            numbers(`${name}, loss`, 'score', first?.loss, second?.loss, KEEPS_MORE),
          ]
        })
      }),
    ],
  }
}

/** What two fairness reports say; one of them may be left out. */
export function compareFairness(a: FairnessReport | undefined, b: FairnessReport | undefined): Section {
  return {
    id: 'fairness', title: 'Fairness, of the delivery',
    differences: !a && !b ? [] : [
      numbers('share with the favourable label', 'share', a?.whole.label.rate, b?.whole.label.rate),
      ...pairUp(a?.crossings ?? [], b?.crossings ?? [], ({ by }) => by.join(' × ')).flatMap(({ a: one, b: other }) => compareCrossings(one, other)),
      ...compareFindings(a, b),
    ],
  }
}

type Crossing = FairnessReport['crossings'][number]

function compareCrossings(a: Crossing | undefined, b: Crossing | undefined): Difference[] {
  const by = (a ?? b)?.by.join(' × ') ?? ''
  const judged = pairUp(a?.disparities?.judged ?? [], b?.disparities?.judged ?? [], ({ metric }) => metric)
  return [
    numbers(`gap of the label over ${by}`, 'share', a?.labelGap?.difference, b?.labelGap?.difference, FAIRER),
    numbers(`ratio of the label over ${by}`, 'score', a?.labelGap?.ratio, b?.labelGap?.ratio, { wanted: 'more', virtue: 'fairer' }),
    words(`lowest label over ${by}`, a?.labelGap ? cellInWords(a.labelGap.lowest) : undefined, b?.labelGap ? cellInWords(b.labelGap.lowest) : undefined),
    ...judged.map(({ a: one, b: other }) => (
      numbers(`gap of ${(one ?? other)?.metric ?? ''} over ${by}`, 'share', one?.betweenGroups.difference, other?.betweenGroups.difference, FAIRER)
    )),
  ]
}

/** Findings that appeared or are gone; and of those that stay, how grave they are. */
function compareFindings(a: FairnessReport | undefined, b: FairnessReport | undefined): Difference[] {
  const failed = (report: FairnessReport | undefined) => (report?.findings ?? []).filter(({ verdict, kind }) => verdict === 'failed' || kind === 'proxy')
  // Their ids hold a place in the list, which moves when another one appears; their labels name whom they are about.
  return pairUp(failed(a), failed(b), ({ label }) => label.en).map(({ a: one, b: other }) => {
    const label = `finding: ${(one ?? other)?.label.en ?? ''}`
    if (one && other) return numbers(`${label}, severity`, 'score', one.severity, other.severity, FAIRER)
    if (!a || !b) return words(label, one && 'found', other && 'found')
    return words(label, one ? 'found' : 'none', other ? 'found' : 'none', { side: one ? 'b' : 'a', virtue: 'fairer' })
  })
}

function cellInWords(cell: GroupCell): string {
  return cell.map(({ column, value }): string => `${column} = ${value ?? 'missing'}`).join(', ')
}

