import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compareRows } from './compare-rows.ts'
import { expectValues } from './expected-values.ts'
import { makeRelease, RELEASED, type Changes } from './made-release.fixture.ts'
import { openRelease } from './open-release.ts'
import { loadVault, placeRows } from './place-rows.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

async function compare(name: string, changes: Changes) {
  const engine = scratch.engine()
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), name), { engine, changes })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  await loadVault(evidence.rows, { engine })
  const expected = await expectValues({ release, table: evidence.table, hierarchyFiles: evidence.hierarchyFiles }, { engine })
  await placeRows(release, expected, { engine, salt: 'salt' })
  return compareRows(release, expected, { engine, salt: 'salt' })
}

test('compareRows() finds nothing in a right release', async () => {
  expect(await compare('right', {})).toEqual({ quasiRows: 0, restRows: 0, unknownRows: 0, quasiFindings: [], restFindings: [], rows: [] })
})

test('compareRows() names file, row of the file, row of the delivery and column of each difference', async () => {
  let delivered = 0
  const found = await compare('wrong', { data: ({ rows, vault }) => { delivered = (vault[6] ?? 0) + 1; const row = rows[6]; if (row) row[RELEASED.ward] = 'W9' } })
  expect(found).toMatchObject({ quasiRows: 0, restRows: 1, rows: [delivered] })
  expect(found.restFindings).toEqual([`data/train-00000-of-00001.parquet: row 7 (row ${delivered} of the delivery), column "ward": the cell is not what the recipe makes of its source value`])
})
