import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { layTree } from './lay-tree.ts'
import { openRelease } from './open-release.ts'
import { join } from 'node:path'
import { fullChanges } from './full-release.fixture.ts'
import { makeRelease, RELEASED } from './made-release.fixture.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('layTree() gives every value its branch, and the missing one a branch of its own', async () => {
  const engine = scratch.engine()
  const request = await makeRelease(join(scratch.folder(), 'tree'), { engine, changes: fullChanges({}, { engine }) })
  const release = await openRelease(request.release, { engine })
  await engine.run(sql`create or replace temporary table value_ids as select * from (values (null, 1, 0.1), ('W0', 2, 0.2), ('W1', 3, 0.2), ('W2', 4, 0.2), ('W3', 5, 0.1), ('W4', 6, 0.2)) v(value, id, q)`)
  expect(await layTree(release, RELEASED.ward, { request, engine })).toBe(2)
  const { rows } = await engine.table(sql`select n0, n1 = (select n1 from value_nodes where id = 2), n1 = (select n1 from value_nodes where id = 4), n2 from value_nodes order by id`)
  expect(rows).toEqual([[1, false, false, 1], [2, true, false, 1], [3, true, false, 1], [4, false, true, 1], [5, false, true, 1], [6, false, true, 1]])
})

test('a hierarchy that is a file which nobody here has is not checked, and one that lacks a value fails', async () => {
  const engine = scratch.engine()
  const recipe = (hierarchy: string) => (text: string) => text.replace(/tree: \{North[^}]*\}/, hierarchy)
  for (const [name, hierarchy, verdict] of [['file', 'file: wards.csv', 'not-checked'], ['short', 'tree: {North: [W0]}', 'failed']] as const) {
    const { release: folder } = await makeRelease(join(scratch.folder(), name), { engine, changes: fullChanges({ recipe: recipe(hierarchy) }, { engine }) })
    expect(await layTree(await openRelease(folder, { engine }), RELEASED.ward, { request: { release: folder, seal: 'expected' }, engine })).toMatchObject({ verdict })
  }
})
