import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { checkClasses, countClasses } from './check-classes.ts'
import { countPersons, listPersonSizes, personRows, valueCell } from './count-persons.ts'
import { layValues } from './class-values.ts'
import { makeRelease, RELEASED } from './made-release.fixture.ts'
import { openRelease } from './open-release.ts'
import { loadVault, placeRows } from './place-rows.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('persons are told by the delivery, or by their pseudonyms, and both agree', async () => {
  const engine = scratch.engine()
  const request = await makeRelease(join(scratch.folder(), 'persons'), { engine })
  const release = await openRelease(request.release, { engine })
  await countClasses(release, { engine })
  const placed = async () => { await loadVault(request.evidence?.rows ?? '', { engine }); await placeRows(release, undefined, { engine, salt: 's' }) }
  const { evidence, ...stranger } = request
  for (const known of [{ ...stranger, ...(evidence && { evidence }) }, stranger]) {
    const needs = { request: known, engine, placed }
    expect(await listPersonSizes({ engine, persons: () => countPersons(release, needs) })).toEqual([{ size: 6, classes: 18 }])
    expect(await layValues(release, RELEASED.ward, needs)).toBe(true)
    const { rows } = await engine.table(sql`select count(distinct class), sum(n)::integer, max(id)::integer, round(sum(p), 6)::integer from class_values`)
    // Persons with two wards count twice; with the same ward twice, once.
    expect(rows[0]?.[0]).toBe(18)
    expect(Number(rows[0]?.[1])).toBeGreaterThan(108)
    expect(Number(rows[0]?.[1])).toBeLessThan(216)
    expect(rows[0]?.slice(2)).toEqual([5, 18])
  }
})

test('nobody can tell persons apart who has neither delivery nor pseudonym', async () => {
  const engine = scratch.engine()
  const { release: folder } = await makeRelease(join(scratch.folder(), 'unknown'), { engine, changes: { recipe: (text) => text.replace('person: patient', 'person: name') } })
  const release = await openRelease(folder, { engine })
  const needs = { request: { release: folder, seal: 'expected' as const }, engine, placed: async () => {} }
  expect(await countPersons(release, needs)).toBe(false)
  expect(await personRows(release, [0], needs)).toBeUndefined()
  expect(await layValues(release, RELEASED.ward, needs)).toBe(false)
  // Nor is a command given that would ask the released rows for them.
  await countClasses(release, { engine })
  const checks = await checkClasses(release, { ...needs, persons: () => countPersons(release, needs) })
  expect(checks.find(({ id }) => id === 'persons')?.fact.how.recompute).toBe('datadam verify . --source FILE')
})

test('valueCell() names the cells that were asked for', () => {
  expect(valueCell(1)).toEqual(sql`"v1"`)
})
