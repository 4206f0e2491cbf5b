import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditTables } from '#platform/audit-log/audit-line.ts'
import type { PeopleTables } from '#platform/auth/people-tables.ts'
import type { Principal } from '#platform/auth/principal.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { newIds } from '#platform/new-id.ts'
import { declareConflict, isRecused, listConflicts, waiveConflict } from './conflict-of-interest.ts'

const OBJECT = 'dataset:city/discharges'
const person = (personId: string, isOperator = false): Principal => ({ kind: 'person', personId, sessionId: 's', actingFor: null, isOperator })

describe.each(testDatabases())('conflicts of interest on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    const now = new Date()
    for (const id of ['gildong', 'operator', 'other']) await database.queries.withTables<PeopleTables>().insertInto('person').values({ id, name: id, email: `${id}@example.org`, email_verified: true, suspended_at: null, created_at: now, updated_at: now }).execute()
  })
  afterAll(() => database.close())
  const needs = () => ({ database, clock: systemClock, newId: newIds({ clock: systemClock }) })
  const declare = (because = '형이 그 병원에서 일합니다') => declareConflict({ principal: person('gildong'), object: OBJECT, kind: 'family', because }, needs())
  const isOut = (personId: string, objects: readonly string[], today = '2026-01-31') => isRecused({ personId, objects, today }, database.queries)

  test('whoever declares an interest is recused from that thing alone, and nobody else is', async () => {
    expect(await isOut('gildong', [OBJECT])).toBe(false)
    await declare()
    expect(await isOut('gildong', ['organisation:city', OBJECT])).toBe(true)
    expect(await isOut('gildong', ['dataset:city/other'])).toBe(false)
    expect(await isOut('gildong', [])).toBe(false)
    expect(await isOut('other', [OBJECT])).toBe(false)
  })

  test('somebody else waives it until a day, that day included; declared anew it holds again', async () => {
    const { id } = await declare()
    const waive = (principal: Principal) => waiveConflict({ principal, id, because: '공개된 자료입니다', until: '2026-01-31' }, needs())
    await expect(waive(person('gildong', true))).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('declare-not-waive') })
    await expect(waive(person('other'))).rejects.toMatchObject({ code: 'forbidden' })
    await waive(person('operator', true))
    expect([await isOut('gildong', [OBJECT], '2026-01-31'), await isOut('gildong', [OBJECT], '2026-02-01')]).toEqual([false, true])
    expect(await declare('이제 저도 거기서 일합니다')).toEqual({ id })
    expect(await isOut('gildong', [OBJECT])).toBe(true)
    await expect(waiveConflict({ principal: person('operator', true), id: 'none', because: '-', until: '2026-01-31' }, needs())).rejects.toMatchObject({ code: 'not-found' })
  })

  test('a person sees the own ones, and whoever waives sees all; the log tells no reason', async () => {
    await declareConflict({ principal: person('other'), object: 'organisation:city', kind: 'employer', because: '직원입니다' }, needs())
    const list = (principal: Principal, all: boolean) => listConflicts({ principal, all, offset: 0, limit: 20 }, needs())
    expect((await list(person('gildong'), false)).items.map(({ object }) => object)).toEqual([OBJECT])
    expect(await list(person('operator', true), true)).toMatchObject({ total: 2 })
    await expect(list(person('gildong'), true)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(list({ kind: 'anonymous' }, false)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(JSON.stringify(await database.queries.withTables<AuditTables>().selectFrom('audit_line').selectAll().execute())).not.toMatch(/[가-힣]/)
  })
})
