import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { countClasses } from './check-classes.ts'
import { layLevels } from './class-levels.ts'
import { expectValues } from './expected-values.ts'
import { fullChanges } from './full-release.fixture.ts'
import { type Draft, makeRelease, RELEASED } from './made-release.fixture.ts'
import { openRelease } from './open-release.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('layLevels() tells each class the levels of its labels, and marks a label that stands on none', async () => {
  const engine = scratch.engine()
  const data = (draft: Draft) => { const row = draft.rows.find((one) => one[RELEASED.city] === '영남'); if (row) row[RELEASED.age] = '[20, 35)' }
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), 'levels'), { engine, changes: fullChanges({ data }, { engine }) })
  if (!evidence) throw new Error('A made release has its evidence')
  const release = await openRelease(folder, { engine })
  await countClasses(release, { engine })
  await layLevels(release, await expectValues({ release, table: evidence.table, hierarchyFiles: evidence.hierarchyFiles }, { engine }), { engine, salt: 's' })
  const { rows } = await engine.table(sql`select levels, count(*), sum(n)::integer from class_levels group by levels order by levels`)
  // Age, sex, region and visit: the classes of the capital, those of Yeongnam, and the one with no label.
  expect(rows).toEqual([['!BBD', 1, 1], ['BABC', 9, 108], ['CBBD', 2, 107]])
})
