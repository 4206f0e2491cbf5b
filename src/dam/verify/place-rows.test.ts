import { join } from 'node:path'
import { expect, test } from 'vitest'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { makeRelease } from './made-release.fixture.ts'
import { openRelease } from './open-release.ts'
import { loadVault, placeRows, printOf } from './place-rows.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('placeRows() lays each row beside its place in the delivery, in the order of the files', async () => {
  const engine = scratch.engine()
  const vault: number[] = []
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), 'right'), { engine, changes: { data: (draft) => { vault.push(...draft.vault) } } })
  const release = await openRelease(folder, { engine })
  await loadVault(evidence?.rows ?? '', { engine })
  await placeRows(release, undefined, { engine, salt: 'a' })
  const { rows } = await engine.table(sql`select position, row, suppressed from placed order by position`)
  expect(rows.map(([, row]) => row)).toEqual(vault)
  expect(rows.map(([position]) => position)).toEqual(vault.map((_, place) => place))
  expect(rows.filter(([, , suppressed]) => suppressed === true)).toHaveLength(10)
})

test('placeRows() refuses a vault of another length', async () => {
  const engine = scratch.engine()
  const { release: folder, evidence } = await makeRelease(join(scratch.folder(), 'short'), { engine, changes: { data: (draft) => { draft.vault.pop() } } })
  await loadVault(evidence?.rows ?? '', { engine })
  await expect(placeRows(await openRelease(folder, { engine }), undefined, { engine, salt: 'a' })).rejects.toThrow(/225 row numbers, the release 226/)
})

test('printOf() depends on the salt, on every cell and on their order', async () => {
  const cells = [literal('a'), literal('b'), literal(null)]
  const prints = [printOf(cells, 's'), printOf(cells, 't'), printOf(cells.toReversed(), 's'), printOf([literal('a'), literal('b'), literal('')], 's')]
  const { rows } = await scratch.engine().table(sql`select ${prints[0] ?? sql``}::varchar, ${prints[1] ?? sql``}::varchar, ${prints[2] ?? sql``}::varchar, ${prints[3] ?? sql``}::varchar`)
  expect(new Set(rows[0]).size).toBe(4)
})
