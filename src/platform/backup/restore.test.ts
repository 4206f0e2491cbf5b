import { sql } from 'kysely'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeAuditDay } from '#platform/audit-log/close-audit-day.ts'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { verifyAuditLog } from '#platform/audit-log/verify-audit-log.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { backUp } from './back-up.ts'
import { listBackedTables } from './backup-manifest.ts'
import { restoreBackup } from './restore.ts'

const NAUGHTY = 'a "b" \\ \n\t, \u2028 느티 {x} null'
const clock = { now: () => new Date('2026-01-31T09:00:00.123Z') }

/** Every row of every table, as text. */
async function tell({ queries }: Database): Promise<Record<string, string[]>> {
  const told: Record<string, string[]> = {}
  for (const { name } of await listBackedTables(queries)) told[name] = (await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(queries)).rows.map(({ row }) => row)
  return told
}

describe.each(testDatabases())('restoreBackup() on $name', ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-backup-'))
  const store = (name: string) => openObjectStore(join(folder, name))
  const backup = join(folder, 'backup')
  let database: Database
  beforeAll(async () => {
    database = await open()
    const { queries } = database
    await sql`insert into organisation (id, slug, name, created_at) values ('city', 'city', ${JSON.stringify({ en: NAUGHTY })}::text::jsonb, '2026-01-31T09:00:00.123Z')`.execute(queries)
    await sql`insert into person (id, name, email, created_at, updated_at) select n::text, ${NAUGHTY}::text, n || '@example.org', now(), now() from generate_series(1, 450) n`.execute(queries)
    await sql`insert into membership (organisation_id, person_id, roles, valid_from, created_at) values ('city', '1', array['owner', 'access-officer'], '2026-01-31', now())`.execute(queries)
    await sql`insert into dataset (id, publisher_id, slug, details, access, search_text, created_by, created_at, edited_at) values ('visits', 'city', 'visits', '{}', 'open', '', '1', now(), now())`.execute(queries)
    await sql`insert into version (id, dataset_id, version, state, release_path, rows, evidence, published_at, created_at) values ('v', 'visits', '1.0.0', 'published', 'releases/x', 9007199254740993, '{}', now(), now())`.execute(queries)
    // Two tables that refer to each other.
    await sql`update dataset set latest_version_id = 'v'`.execute(queries)
    for (let line = 0; line < 5; line++) await database.transaction((tx) => recordInAuditLog({ actor: 'person:1', act: 'dataset:read', object: NAUGHTY, detail: { line, text: NAUGHTY } }, { tx, clock }))
    await database.transaction((tx) => closeAuditDay({ day: '2026-01-31' }, { tx }))
    const objects = store('objects')
    for (const key of ['releases/city/visits@1.0.0/data/느티.csv', 'uploads/u/file', 'uploads/empty/file']) await objects.putStream(key, (async function* () { if (!key.includes('empty')) yield Buffer.from(key) })())
    await backUp({ folder: backup, version: '1.2.3' }, { database, objects, clock })
  })
  afterAll(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  test('brings back every row and every object, and the audit log still verifies', async () => {
    const restored = await open()
    try {
      const objects = store('restored')
      const manifest = await restoreBackup({ folder: backup }, { database: restored, objects })
      expect(manifest).toMatchObject({ version: '1.2.3', createdAt: clock.now().toISOString() })
      expect(await tell(restored)).toEqual(await tell(database))
      expect((await tell(restored))['person']).toHaveLength(450)
      expect(await Array.fromAsync(objects.list(''), ({ key, bytes }) => ({ key, bytes }))).toEqual(manifest.objects.map(({ key, bytes }) => ({ key, bytes })))
      expect(readFileSync(join(folder, 'restored/releases/city/visits@1.0.0/data/느티.csv'), 'utf8')).toBe('releases/city/visits@1.0.0/data/느티.csv')
      expect(await verifyAuditLog({}, restored)).toMatchObject({ intact: true, lines: 5 })
      // What the tables forbid and refer to is as before.
      await expect(sql`delete from audit_line`.execute(restored.queries)).rejects.toThrow('only ever added')
      await expect(sql`delete from organisation`.execute(restored.queries)).rejects.toThrow('foreign key')
      // There is something now, so nothing is restored into it once more.
      await expect(restoreBackup({ folder: backup }, { database: restored, objects })).rejects.toMatchObject({ code: 'conflict' })
    } finally {
      await restored.close()
    }
  })

  test('refuses a store with other files, a changed row and a folder that is no backup, and leaves the tables empty', async () => {
    const empty = await open()
    try {
      const other = store('other')
      await other.putStream('uploads/mine/file', (async function* () { yield Buffer.from('x') })())
      await expect(restoreBackup({ folder: backup }, { database: empty, objects: other })).rejects.toMatchObject({ code: 'conflict' })
      await expect(restoreBackup({ folder }, { database: empty, objects: store('none') })).rejects.toMatchObject({ code: 'not-found' })
      const path = join(backup, 'tables/person.jsonl')
      const before = readFileSync(path)
      appendFileSync(path, '{"id":"intruder"}\n')
      await expect(restoreBackup({ folder: backup }, { database: empty, objects: store('none') })).rejects.toMatchObject({ code: 'bad-input' })
      writeFileSync(path, before)
      expect(Object.values(await tell(empty)).flat()).toEqual([])
    } finally {
      await empty.close()
    }
  })

  test('backUp() writes for its owner alone, and never over anything', async () => {
    expect(readdirSync(join(backup, 'tables')).filter((name) => (statSync(join(backup, 'tables', name)).mode & 0o077) !== 0)).toEqual([])
    await expect(backUp({ folder: backup, version: '1.2.3' }, { database, objects: store('objects'), clock })).rejects.toMatchObject({ code: 'conflict' })
  })
})
