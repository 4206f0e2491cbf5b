import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { recordInAuditLog } from './record-in-audit-log.ts'
import { verifyAuditLog } from './verify-audit-log.ts'

const clock = { now: () => new Date('2026-01-31T09:00:00.123Z') }

describe.each(testDatabases())('recordInAuditLog() on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => { database = await open() })
  afterAll(() => database.close())

  const record = (object: string) => database.transaction((tx) => recordInAuditLog({ actor: 'person:1', actingFor: 'organisation:saeron', act: 'dataset:create', object, detail: { 행: 3, licence: 'CC-BY-4.0' } }, { tx, clock }))

  test('writes what was done, and nothing of an act that failed', async () => {
    await record('dataset:1')
    await expect(database.transaction(async (tx) => {
      await recordInAuditLog({ actor: 'a', act: 'b', object: 'c' }, { tx, clock })
      throw new Error('the act failed')
    })).rejects.toThrow('the act failed')
    const { rows } = await sql`select position, at, actor, acting_for, act, object, detail, previous_hash, length(hash) as length from audit_line`.execute(database.queries)
    expect(rows).toEqual([{
      position: 1, at: clock.now(), actor: 'person:1', acting_for: 'organisation:saeron', act: 'dataset:create', object: 'dataset:1',
      detail: { 행: 3, licence: 'CC-BY-4.0' }, previous_hash: '0'.repeat(64), length: 64,
    }])
  })

  test('keeps one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, place) => record(`dataset:${place}`)))
    expect(await verifyAuditLog({}, database)).toMatchObject({ intact: true, lines: 41 })
  })

  test.each(["update audit_line set actor = 'somebody' where position = 1", 'delete from audit_line where position = 3', 'truncate audit_line cascade', "update audit_root set hash = ''", 'delete from audit_line where false'])('the database refuses: %s', async (statement) => {
    await expect(sql.raw(statement).execute(database.queries)).rejects.toThrow('only ever added')
    expect(await verifyAuditLog({}, database)).toMatchObject({ intact: true, lines: 41 })
  })
})
