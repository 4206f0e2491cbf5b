import type { Fact } from '#dam/dataset/fact.ts'
import type { QualityReport } from '#dam/dataset/reports.ts'
import { type Difference, numbers, pairUp, type Section, type Virtue, words } from './difference.ts'

/** What two quality reports say of the rules and of the plan. */
export function compareQuality(a: QualityReport, b: QualityReport): Section[] {
  const cells = pairUp(a.plan.cells, b.plan.cells, ({ cell }) => cellInWords(cell))
  return [
    { id: 'quality', title: 'Quality, of the delivery', differences: compareFacts(a.facts, b.facts, labelOf, 'holds') },
    {
      id: 'plan', title: 'Plan', differences: [
        ...compareFacts(a.plan.facts, b.plan.facts, labelOf, 'holds'),
        ...cells.flatMap(({ a: one, b: other }) => {
          const name = cellInWords((one ?? other)?.cell ?? [])
          return [
            numbers(`${name}, share`, 'share', one?.share, other?.share),
            numbers(`${name}, still missing`, 'count', one?.shortfall, other?.shortfall, { wanted: 'less', virtue: 'holds' }),
          ]
        }),
      ],
    },
  ]
}

/** What was measured for each fact, and whether it holds. Paired by `keyOf`, because ids of rules move when one is added before them. */
export function compareFacts(a: readonly Fact[], b: readonly Fact[], keyOf: (fact: Fact) => string, virtue: Virtue): Difference[] {
  return pairUp(a, b, keyOf).flatMap(({ a: one, b: other }) => {
    const fact = one ?? other
    if (!fact) return []
    const label = fact.label.en
    const measured = [one?.measured, other?.measured]
    const areNumbers = measured.every((value) => value === undefined || value === null || typeof value === 'number')
    const isBetter = one && other && (one.verdict === 'failed') !== (other.verdict === 'failed')
    return [
      areNumbers ? numbers(label, fact.unit, numberOf(measured[0]), numberOf(measured[1])) : words(label, textOf(one?.measured), textOf(other?.measured)),
      ...(one && other ? [words(`${label}: verdict`, one.verdict, other.verdict, isBetter ? { side: one.verdict === 'failed' ? 'b' : 'a', virtue } : undefined)] : []),
    ]
  })
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function textOf(value: Fact['measured'] | undefined): string | undefined {
  return value === undefined || value === null ? undefined : String(value)
}

function labelOf({ label }: Fact): string {
  return label.en
}

function cellInWords(cell: QualityReport['plan']['cells'][number]['cell']): string {
  return cell.map(({ column, value }) => `${column} = ${value ?? 'missing'}`).join(', ')
}
