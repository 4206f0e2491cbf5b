import { rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { fullChanges, weightsOf } from './full-release.fixture.ts'
import { type Cell, type Draft, makeRelease, RELEASED, writeTable } from './made-release.fixture.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'
import { testPlanted, write } from './planted-violation.fixture.ts'
import { verifyRelease } from './verify-release.ts'

const scratch = scratchEngine()
const strict = { full: 'strict-local' } as const
const WEIGHTS = 'weights/train-00000-of-00001.parquet'
/** Writes other weights than the right ones. */
const weights = (change: (weights: number[]) => number[]) => {
  let released: Cell[][] = []
  return {
    data: (draft: Draft) => { released = draft.rows },
    before: (folder: string) => writeTable(join(folder, WEIGHTS), [{ name: 'weight', type: 'decimal' }], change(weightsOf(released)).map((weight) => [String(weight)]), sql`compression zstd`, scratch.engine()),
  }
}

testPlanted([
  { ...strict, name: 'a weight changed', by: 'weights', names: /weights\/train.*: row 4: the weight/, ...weights((all) => all.map((weight, row) => (row === 3 ? weight + 0.001 : weight))) },
  { ...strict, name: 'a weight for a missing label', by: 'weights', names: /so in 2 rows/, ...weights((all) => all.map((weight) => (weight === 0 ? 1 : weight))) },
  { ...strict, name: 'weights of fewer rows', by: 'weights', names: /225 rows, data/, ...weights((all) => all.slice(1)) },
  { ...strict, name: 'weights from cells that are not the released ones', by: 'weights', data: (draft) => { draft.rows.forEach((row, place) => { if (place < 3) row[RELEASED.ward] = 'W0' }) }, before: weights((all) => all.map(() => 1)).before },
  { ...strict, name: 'weights left out', by: 'files', names: /weights\/train.*: is missing/, before: (folder) => unlink(join(folder, WEIGHTS)) },
  { name: 'weights that nobody asked for', by: 'files', names: /weights\/train.*does not belong/, before: (folder) => writeTable(join(folder, WEIGHTS), [{ name: 'weight', type: 'decimal' }], [['1']], sql`compression zstd`, scratch.engine()) },
  { ...strict, name: 'weights without a data file', by: 'files', names: /no data file of its name/, before: (folder) => writeTable(join(folder, 'weights/train-00001-of-00002.parquet'), [{ name: 'weight', type: 'decimal' }], [['1']], sql`compression zstd`, scratch.engine()) },
  { ...strict, name: 'the audit left out', by: 'files', names: /fairness\.json: is missing/, before: (folder) => rm(join(folder, 'reports/fairness.json')) },
  { name: 'an audit that nobody asked for', by: 'files', names: /fairness\.json: does not belong/, told: write('reports/fairness.json', '{}\n') },
  { ...strict, name: 'a small cell in the audit', by: 'small-cells', names: /groups\[0\]\.cells\[0\].*4 rows/, told: ({ files }) => { files.set('reports/fairness.json', { groups: [{ cells: [{ rows: 4 }] }] }) } },
  { ...strict, name: 'a small count in the audit', by: 'small-cells', names: /1 rows, fewer than 5/, told: ({ files }) => { files.set('reports/fairness.json', { groups: [{ rows: 30, rate: { count: 1, of: 1 } }] }) } },
])

test('rows that are still to be collected are nobody, and the cells that they are for are counted', async () => {
  const engine = scratch.engine()
  const told = ({ files }: Draft) => { files.set('reports/fairness.json', { rows: 226, collection: [{ rows: 30, representation: { rows: 2 }, label: { rows: 1 } }, { rows: 3 }] }) }
  const { checks } = await verifyRelease(await makeRelease(join(scratch.folder(), 'collection'), { engine, changes: fullChanges({ told }, { engine }) }), { engine })
  expect(checks.find(({ id }) => id === 'small-cells')?.findings).toEqual(['reports/fairness.json: .collection[1] tells of 3 rows, fewer than 5'])
})
