import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { type AuditLine, FIRST_HASH, hashOfLine } from './audit-line.ts'
import { closeAuditDay } from './close-audit-day.ts'
import { recordInAuditLog } from './record-in-audit-log.ts'
import { type AuditVerdict, checkAuditLines, verifyAuditLog } from './verify-audit-log.ts'

const LINES = 12
const DAY = '2026-01-31'
const clock = { now: () => new Date(`${DAY}T09:00:00.123Z`) }

/** What somebody with the database's password might do to one line; each gives the line that is then wrong first. */
const edits: Record<string, (line: number) => RawBuilder<unknown>> = {
  actor: (line) => sql`update audit_line set actor = actor || 'x' where position = ${line}`,
  'acting for': (line) => sql`update audit_line set acting_for = case when acting_for is null then 'x' end where position = ${line}`,
  time: (line) => sql`update audit_line set at = at + interval '1 millisecond' where position = ${line}`,
  act: (line) => sql`update audit_line set act = upper(act) where position = ${line}`,
  object: (line) => sql`update audit_line set object = object || ' ' where position = ${line}`,
  'a space in the detail': (line) => sql`update audit_line set detail = (detail::text || ' ')::json where position = ${line}`,
  'previous hash': (line) => sql`update audit_line set previous_hash = md5(previous_hash) where position = ${line}`,
  hash: (line) => sql`update audit_line set hash = md5(hash) where position = ${line}`,
  number: (line) => sql`update audit_line set position = 1000 where position = ${line}`,
  removal: (line) => sql`delete from audit_line where position = ${line}`,
  'the next one moved here': (line) => sql`update audit_line set position = case when position = ${line} then ${line + 1}::bigint + 1000 else ${line}::bigint end where position in (${line}, ${line + 1}::bigint)`,
}

describe.each(testDatabases())('verifyAuditLog() on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    for (let line = 1; line <= LINES; line++) await database.transaction((tx) => recordInAuditLog({ actor: 'person:1', act: 'dataset:read', object: `dataset:${line}`, detail: { line } }, { tx, clock }))
    await database.transaction((tx) => closeAuditDay({ day: DAY }, { tx }))
  })
  afterAll(() => database.close())

  /** The verdict after an edit past the database's own rules, which is then undone. */
  async function verdictAfter(edit: (tx: Tx) => Promise<unknown>): Promise<AuditVerdict> {
    const done = new Error('undo')
    let verdict: AuditVerdict | undefined
    await database.transaction(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await edit(tx)
      verdict = await verifyAuditLog({}, { queries: tx })
      throw done
    }, { limitSeconds: 60 }).catch((fault: unknown) => { if (fault !== done) throw fault })
    if (!verdict) throw new Error('The edit ended before the check')
    return verdict
  }

  test('passes what nobody touched', async () => {
    expect(await verifyAuditLog({}, database)).toMatchObject({ intact: true, lines: LINES })
  })

  test('finds any single edit, and names the line', { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(edits)), fc.integer({ min: 1, max: LINES - 1 }), async (name, line) => {
      const verdict = await verdictAfter(async (tx) => { await edits[name]?.(line).execute(tx) })
      expect(verdict).toMatchObject({ intact: false, position: line, because: expect.stringContaining(`Line ${line} `) })
    }), { numRuns: 60 })
  })

  test('finds that the last lines are gone, by the root above them', async () => {
    expect(await verdictAfter((tx) => sql`delete from audit_line where position > 10`.execute(tx))).toMatchObject({ intact: false, position: 11 })
  })

  test('finds a log written anew with right hashes, by the root', async () => {
    const verdict = await verdictAfter(async (tx) => {
      const line: Omit<AuditLine, 'hash'> = { position: 1, at: clock.now(), actor: 'person:2', actingFor: null, act: 'x', object: 'y', detail: '{}', previousHash: FIRST_HASH }
      await sql`delete from audit_line`.execute(tx)
      await sql`insert into audit_line values (1, ${line.at}, 'person:2', null, 'x', 'y', '{}', ${FIRST_HASH}, ${hashOfLine(line)})`.execute(tx)
      await sql`update audit_root set position = 1`.execute(tx)
    })
    expect(verdict).toMatchObject({ intact: false, position: 1, because: expect.stringContaining(`the root of ${DAY}`) })
  })

  test('holds the log against roots that were kept elsewhere', async () => {
    expect(await verifyAuditLog({ published: [{ day: DAY, position: LINES, hash: 'another' }] }, database)).toMatchObject({ intact: false, position: LINES })
  })
})

test('checkAuditLines() takes an empty log', async () => {
  expect(await checkAuditLines((async function* () { /* no line */ })(), [])).toEqual({ intact: true, lines: 0, lastHash: FIRST_HASH })
})
