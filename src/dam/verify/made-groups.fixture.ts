import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { MadeRows } from './made-rows.fixture.ts'
import type { Promises } from './read-recipe.ts'

// What became of the groups of a release made by hand: for the tests of this room.

/** `groups` and `parity` of reports/privacy.json, from what each row lost and whether it is suppressed. */
export function countGroups({ sources, delivered }: MadeRows, losses: readonly number[], suppressed: readonly boolean[], { parity, fairness }: Promises): Pick<PrivacyReport, 'groups' | 'parity'> {
  const smallest = fairness?.smallestCell ?? 30
  const names = fairness?.groups ?? []
  const asked = [...(parity ? [parity.by] : []), ...names.map((name) => [name]), ...(names.length > 1 ? [names] : [])]
  const all = sources.map((_, row) => row)
  const outcomeOf = (rows: readonly number[]) => ({ rows: rows.length, suppressed: rows.filter((row) => suppressed[row]).length, loss: rows.reduce((sum, row) => sum + (losses[row] ?? 0), 0) / rows.length })
  const whole = outcomeOf(all)
  const groups = asked.map((by) => {
    const places = by.map((name) => delivered.indexOf(name))
    const cells = Array.from(Map.groupBy(all, (row) => JSON.stringify(places.map((place) => sources[row]?.[place] ?? null))).values())
    const large = cells.filter((rows) => rows.length >= smallest).map((rows) => ({ cell: by.map((column, index) => ({ column, value: sources[rows[0] ?? 0]?.[places[index] ?? 0] ?? null })), ...outcomeOf(rows), isSmall: false }))
    const small = cells.filter((rows) => rows.length < smallest).flat()
    return { by: [...by], whole: { suppressed: { count: whole.suppressed, of: whole.rows, rate: whole.suppressed / whole.rows }, loss: whole.loss }, outcomes: [...large, ...(small.length > 0 ? [{ cell: [], ...outcomeOf(small), isSmall: true }] : [])] }
  })
  const words = { en: 'Parity', ko: '형평' }
  return { groups, parity: parity ? [{ id: 'parity', label: words, claim: null, rule: parity.atMost, measured: null, unit: 'score', verdict: 'passed', how: { method: words, recompute: '' } }] : [] }
}
