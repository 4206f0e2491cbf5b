import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { closeAuditDay } from './close-audit-day.ts'
import { recordInAuditLog } from './record-in-audit-log.ts'

describe.each(testDatabases())('closeAuditDay() on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => { database = await open() })
  afterAll(() => database.close())
  const close = (day: string) => database.transaction((tx) => closeAuditDay({ day }, { tx }))
  const record = (at: string) => database.transaction((tx) => recordInAuditLog({ actor: 'a', act: 'b', object: 'c' }, { tx, clock: { now: () => new Date(at) } }))

  test('gives the last line up to the end of the day, in UTC, and the same when asked again', async () => {
    expect(await close('2026-01-30')).toBeUndefined()
    for (const at of ['2026-01-30T23:59:59.999Z', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.000Z']) await record(at)
    const first = await close('2026-01-30')
    expect(first).toMatchObject({ day: '2026-01-30', position: 1 })
    expect(await close('2026-01-31')).toMatchObject({ day: '2026-01-31', position: 3 })
    await record('2026-01-30T12:00:00.000Z')
    expect(await close('2026-01-30')).toEqual(first)
  })
})
