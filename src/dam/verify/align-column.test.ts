import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alignColumn } from './align-column.ts'
import { expectValues } from './expected-values.ts'
import { type Draft, makeRelease, RELEASED } from './made-release.fixture.ts'
import { openRelease } from './open-release.ts'
import { loadVault } from './place-rows.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'

const scratch = scratchEngine()

test('alignColumn() lays every released cell beside the value of its own row of the delivery', async () => {
  const engine = scratch.engine()
  const data = (draft: Draft) => { const row = draft.rows[7]; if (row) row[RELEASED.ward] = 'W9' }
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), 'aligned'), { engine, changes: { data } })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  await loadVault(evidence.rows, { engine })
  const { rows, columns } = await expectValues({ release, table: evidence.table, hierarchyFiles: evidence.hierarchyFiles }, { engine })
  const column = columns.find(({ name }) => name === 'ward')
  await alignColumn({ place: RELEASED.ward }, { rows, there: column?.cell ?? sql`null` }, { engine })
  const counted = await engine.table(sql`select count(*), count(*) filter (here = there), count(*) filter (here = 'W9') from aligned`)
  expect(counted.rows).toEqual([[226, 225, 1]])
})
