import { join } from 'node:path'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { type Cell, type Changes, type Draft, RELEASED, writeTable } from './made-release.fixture.ts'

// The made release with every promise there is: for the tests of this room.

const MODELS = `{k-anonymity: 5}, {l-diversity: {column: diagnosis, kind: distinct, l: 3}}, {l-diversity: {column: diagnosis, kind: entropy, l: 3}}, {l-diversity: {column: diagnosis, kind: recursive, l: 2, c: 3}}, {t-closeness: {column: diagnosis, t: 0.6, distance: equal}}, {t-closeness: {column: cost, t: 0.4, distance: ordered}}, {t-closeness: {column: ward, t: 0.6, distance: hierarchical}}, {delta-presence: {at-most: 1}}, {average-risk: 0.2}, {sample-uniques: none}`

/** The recipe of the full release. */
export function fullRecipe(text: string, recoding: 'strict-local' | 'free-local' | 'global' = 'strict-local'): string {
  return text
    .replace('ward: {role: plain}', 'ward: {role: plain, hierarchy: {tree: {North: [W0, W1], South: [W2, W3, W4]}}}')
    .replace('age: {role: quasi-identifier,', 'age: {role: quasi-identifier, weight: 2,')
    .replace('models: [{k-anonymity: 5}], person: patient, suppression: {limit: 0.05}', `models: [${MODELS}], person: patient, recoding: ${recoding}, metric: precision, suppression: {limit: 0.05, parity: {by: [sex], at-most: 4}}`)
    .replace('release:', 'fairness: {label: shift, favourable: S1, groups: [sex, ward], smallest-cell: 20, weights: true}\nrelease:')
}

/**
 * Gives the rows levels of their own: in Yeongnam coarser ages and no sex or year. Freely, what remains of the men of
 * 20 to 30 in the capital is left over under all sexes, within which the men lie.
 */
export function recodeLocally({ rows, hierarchies }: Draft, { isFree = false } = {}): void {
  for (const hierarchy of hierarchies) hierarchy.level = null
  for (const row of rows) {
    const age = row[RELEASED.age]
    if (age === '*') continue
    if (row[RELEASED.city] === '영남') {
      row[RELEASED.age] = age === '[40, 50)' ? '[40, 60)' : '[20, 40)'
      row[RELEASED.sex] = '*'
      row[RELEASED.visit] = '*'
    } else if (isFree && age === '[20, 30)' && row[RELEASED.sex] !== 'M') {
      row[RELEASED.sex] = '*'
      row[RELEASED.visit] = '*'
    }
  }
}

/** Weights of the released rows, by the definition, over those that have a label. */
export function weightsOf(rows: readonly (readonly Cell[])[]): number[] {
  const groupOf = (row: readonly Cell[]) => JSON.stringify([row[RELEASED.sex] ?? null, row[RELEASED.ward] ?? null])
  const labelOf = (row: readonly Cell[]) => { const label = row[RELEASED.shift] ?? null; return label === null ? null : label === 'S1' }
  const labelled = rows.filter((row) => labelOf(row) !== null)
  const share = (is: (row: readonly Cell[]) => boolean) => labelled.filter(is).length / labelled.length
  return rows.map((row) => {
    const [group, label] = [groupOf(row), labelOf(row)]
    if (label === null) return 0
    return share((one) => groupOf(one) === group) * share((one) => labelOf(one) === label) / share((one) => groupOf(one) === group && labelOf(one) === label)
  })
}

/** The changes that make the full release; a test changes more. */
export function fullChanges(changes: Changes, { recoding = 'strict-local', engine }: { recoding?: 'strict-local' | 'free-local'; engine: SqlEngine }): Changes {
  let released: Cell[][] = []
  return {
    ...changes,
    delivery: (row) => { if (row[0] === 'P-10007') row[13] = null; changes.delivery?.(row) },
    recipe: (text) => { const full = fullRecipe(text, recoding); return changes.recipe?.(full) ?? full },
    data: (draft) => { recodeLocally(draft, { isFree: recoding === 'free-local' }); changes.data?.(draft); released = draft.rows },
    told: (draft) => {
      draft.files.set('reports/fairness.json', { groups: [{ by: ['sex'], cells: [{ cell: [{ column: 'sex', value: 'M' }], rows: 82, favourable: { count: 30, of: 82 } }] }] })
      changes.told?.(draft)
    },
    before: async (folder) => {
      await writeTable(join(folder, 'weights/train-00000-of-00001.parquet'), [{ name: 'weight', type: 'decimal' }], weightsOf(released).map((weight) => [String(weight)]), sql`compression zstd`, engine)
      await changes.before?.(folder)
    },
  }
}
