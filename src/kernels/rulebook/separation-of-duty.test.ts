import { describe, expect, test } from 'vitest'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { PeopleTables } from '#platform/auth/people-tables.ts'
import { systemClock } from '#platform/clock.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { type Permission, PERMISSIONS } from './rule-book.ts'
import { refuseSameHand, SEPARATION_RULES } from './separation-of-duty.ts'

const OBJECT = 'version:city/discharges@1.0.0'

describe.each(testDatabases())('on $name', ({ open }) => {
  test('refuseSameHand() refuses each forbidden pair to one person, and to nobody else, for no other thing', async () => {
    await using stack = new AsyncDisposableStack()
    const database = await open()
    stack.defer(() => database.close())
    for (const before of PERMISSIONS) {
      await database.transaction((tx) => recordInAuditLog({ actor: `person:${before}`, act: before, object: OBJECT, detail: {} }, { tx, clock: systemClock }))
    }
    const refusedBy = (person: string, act: Permission, object = OBJECT) => database.transaction((tx) => refuseSameHand(tx, { person, act, object })).then(() => undefined, (fault: unknown) => (fault instanceof Error ? fault.message : fault))
    for (const act of PERMISSIONS) {
      for (const before of PERMISSIONS) {
        const rule = SEPARATION_RULES.find((one) => one.before === before && one.act === act)
        expect([before, act, await refusedBy(before, act)]).toEqual([before, act, rule && `A second person must do this: ${rule.because} (${rule.id})`])
      }
      expect(await refusedBy('somebody-else', act)).toBeUndefined()
      expect(await refusedBy('run:start', act, 'version:city/discharges@2.0.0')).toBeUndefined()
    }
  })

  test('refuseSameHand() knows a person behind a key, also one that was ended', async () => {
    await using stack = new AsyncDisposableStack()
    const database = await open()
    stack.defer(() => database.close())
    const now = systemClock.now()
    const tables = database.queries.withTables<PeopleTables>()
    await tables.insertInto('person').values({ id: 'gildong', name: '홍길동', email: 'gildong@example.org', email_verified: true, suspended_at: null, created_at: now, updated_at: now }).execute()
    await tables.insertInto('api_key').values({ id: 'robot', person_id: 'gildong', name: 'robot', prefix: 'ddk_abcdef', sha256: 'x', scopes: ['run'], acting_for: null, created_at: now, expires_at: new Date(now.getTime() + 1000), last_used_at: null, ended_at: now }).execute()
    await database.transaction((tx) => recordInAuditLog({ actor: 'key:robot', act: 'run:start', object: OBJECT, detail: {} }, { tx, clock: systemClock }))
    await expect(database.transaction((tx) => refuseSameHand(tx, { person: 'gildong', act: 'version:decide', object: OBJECT }))).rejects.toThrow('run-not-decide')
    await expect(database.transaction((tx) => refuseSameHand(tx, { person: 'chunhyang', act: 'version:decide', object: OBJECT }))).resolves.toBeUndefined()
  })
})
