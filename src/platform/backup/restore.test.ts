import { sql } from 'kysely'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { closeAuditDay } from '#platform/audit-log/close-audit-day.ts'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { verifyAuditLog } from '#platform/audit-log/verify-audit-log.ts'
import type { Database } from '#platform/database/database.ts'
import { pglite, testDatabases } from '#platform/database/test-databases.fixture.ts'
import { defineJob } from '#platform/jobs/define-job.ts'
import { type Jobs, openJobs } from '#platform/jobs/open-jobs.ts'
import { workOn, workOnJobs } from '#platform/jobs/work-on-jobs.ts'
import { openObjectStore } from '#platform/storage/open-object-store.ts'
import { backUp } from './back-up.ts'
import { listBackedTables, readBackupManifest } from './backup-manifest.ts'
import { restoreBackup } from './restore.ts'

const NAUGHTY = 'a "b" \\ \n\t, \u2028 느티 {x} null'
const clock = { now: () => new Date('2026-01-31T09:00:00.123Z') }

const ringBell = defineJob({ name: 'ring-bell', payload: z.object({ bell: z.string() }), retry: { attempts: 3, firstWaitSeconds: 3600, longestWaitSeconds: 3600 } })
const KEYS = { 'keys/signing.pem': 'an invented signing key\n', 'samples.key': 'another invented key\n' }

const report = (fault: unknown) => { throw fault }

/** Every row of every table of ours, as text. */
async function tell({ queries }: Database): Promise<Record<string, string[]>> {
  const told: Record<string, string[]> = {}
  for (const { name } of (await listBackedTables(queries)).filter((table) => !table.name.startsWith('pgboss.'))) told[name] = (await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(queries)).rows.map(({ row }) => row)
  return told
}

describe.each(testDatabases())('restoreBackup() on $name', ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-backup-'))
  const store = (name: string) => openObjectStore(join(folder, name))
  const backup = join(folder, 'backup')
  const home = join(folder, 'home')
  let database: Database
  const ids: Record<string, string> = {}

  /** A job that waits, one that waits for its second attempt, one in hand, one that was done, and one that failed for good. */
  async function askForJobs(): Promise<void> {
    const jobs = await openJobs([ringBell], { database, report })
    const ask = async (bell: string) => { ids[bell] = await database.transaction((tx) => jobs.enqueue(ringBell, { bell }, tx)) }
    for (const bell of ['done', 'failed', 'retried', 'in hand']) {
      await ask(bell)
      const [taken] = await jobs.boss.fetch(ringBell.name)
      expect(taken?.id).toBe(ids[bell])
      if (bell === 'done') await jobs.boss.complete(ringBell.name, taken?.id ?? '')
      if (bell === 'retried') await jobs.boss.fail(ringBell.name, taken?.id ?? '', { because: 'x' })
      if (bell === 'failed') await sql`update pgboss.job set retry_count = 2 where id = ${taken?.id}::uuid`.execute(database.queries)
      if (bell === 'failed') await jobs.boss.fail(ringBell.name, taken?.id ?? '', { because: 'it broke' })
    }
    await ask('waiting')
    // The backup lies on a shelf for longer than a waiting job is kept.
    await sql`update pgboss.job set created_on = now() - interval '40 days', keep_until = now() - interval '26 days' where id = ${ids['waiting']}::uuid`.execute(database.queries)
    await jobs.close()
  }
  beforeAll(async () => {
    database = await open()
    const { queries } = database
    await sql`insert into organisation (id, slug, name, created_at) values ('city', 'city', ${JSON.stringify({ en: NAUGHTY })}::text::jsonb, '2026-01-31T09:00:00.123Z')`.execute(queries)
    await sql`insert into person (id, name, email, created_at, updated_at) select n::text, ${NAUGHTY}::text, n || '@example.org', now(), now() from generate_series(1, 450) n`.execute(queries)
    await sql`insert into membership (organisation_id, person_id, roles, valid_from, created_at) values ('city', '1', array['owner', 'access-officer'], '2026-01-31', now())`.execute(queries)
    await sql`insert into dataset (id, publisher_id, slug, details, access, created_by, created_at, edited_at) values ('visits', 'city', 'visits', '{}', 'open', '1', now(), now())`.execute(queries)
    await sql`insert into version (id, dataset_id, version, state, release_path, rows, evidence, published_at, created_at) values ('v', 'visits', '1.0.0', 'published', 'releases/x', 9007199254740993, '{}', now(), now())`.execute(queries)
    // Two tables that refer to each other.
    await sql`update dataset set latest_version_id = 'v'`.execute(queries)
    for (let line = 0; line < 5; line++) await database.transaction((tx) => recordInAuditLog({ actor: 'person:1', act: 'dataset:read', object: NAUGHTY, detail: { line, text: NAUGHTY } }, { tx, clock }))
    await database.transaction((tx) => closeAuditDay({ day: '2026-01-31' }, { tx }))
    const objects = store('objects')
    for (const key of ['releases/city/visits@1.0.0/data/느티.csv', 'uploads/u/file', 'uploads/empty/file']) await objects.putStream(key, (async function* () { if (!key.includes('empty')) yield Buffer.from(key) })())
    await askForJobs()
    mkdirSync(join(home, 'keys'), { recursive: true })
    for (const [path, text] of Object.entries(KEYS)) writeFileSync(join(home, path), text, { mode: 0o600 })
    await backUp({ folder: backup, version: '1.2.3', keys: { home, paths: Object.keys(KEYS) } }, { database, objects, clock })
  })
  afterAll(async () => {
    await database.close()
    rmSync(folder, { recursive: true })
  })

  test('brings back every row and every object, and the audit log still verifies', async () => {
    const restored = await open()
    try {
      const objects = store('restored')
      const manifest = await restoreBackup({ folder: backup }, { database: restored, objects, home: join(folder, 'new-home') })
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
      await expect(restoreBackup({ folder: backup }, { database: restored, objects, home: join(folder, 'new-home') })).rejects.toMatchObject({ code: 'conflict' })
      for (const [path, text] of Object.entries(KEYS)) {
        expect(readFileSync(join(folder, 'new-home', path), 'utf8')).toBe(text)
        expect(statSync(join(folder, 'new-home', path)).mode & 0o777).toBe(0o600)
      }
    } finally {
      await restored.close()
    }
  })

  test('lets the jobs go on that waited or were in hand, leaves alone what was done, and keeps what failed for good', { timeout: 60_000 }, async () => {
    // From whichever database the suite runs on to PGlite; the other way is below.
    const restored = await pglite.open()
    await restoreBackup({ folder: backup }, { database: restored, objects: store('jobs'), home: join(folder, 'jobs-home') })
    // The library would remove those that waited for longer than they are kept.
    expect((await sql`select id from pgboss.job where state < 'active' and keep_until < now()`.execute(restored.queries)).rows).toEqual([])
    const jobs = await openJobs([ringBell], { database: restored, report })
    const rung: string[] = []
    const worker = await workOnJobs([workOn(ringBell, async ({ bell }, { attempt }) => { rung.push(`${bell} ${attempt}`) })], { jobs, database: restored, report })
    await expect.poll(() => rung.toSorted(), { timeout: 20_000 }).toEqual(['in hand 2', 'waiting 1'])
    const stateOf = async (bell: string) => (await jobs.find(ringBell, ids[bell] ?? ''))?.state
    expect([await stateOf('done'), await stateOf('retried'), await stateOf('failed')]).toEqual(['completed', 'retry', 'failed'])
    const [dead] = await jobs.listDeadLetters()
    expect(dead).toMatchObject({ job: 'ring-bell', payload: { bell: 'failed' }, attempts: 3, because: 'it broke' })
    await retry(dead?.id, jobs, restored)
    await expect.poll(() => rung.toSorted(), { timeout: 20_000 }).toEqual(['failed 1', 'in hand 2', 'waiting 1'])
    await worker.stop()
    await jobs.close()
    await restored.close()
  })

  test('takes what was backed up on PGlite', { timeout: 60_000 }, async () => {
    const lite = await pglite.open()
    await restoreBackup({ folder: backup }, { database: lite, objects: store('lite'), home: join(folder, 'lite-home') })
    const again = join(folder, 'again')
    await backUp({ folder: again, version: '1.2.3' }, { database: lite, objects: store('lite'), clock })
    const restored = await open()
    await restoreBackup({ folder: again }, { database: restored, objects: store('from-lite'), home: join(folder, 'from-lite-home') })
    expect(await tell(restored)).toEqual(await tell(database))
    expect(existsSync(join(folder, 'from-lite-home'))).toBe(false)
    expect(await verifyAuditLog({}, restored)).toMatchObject({ intact: true, lines: 5 })
    await lite.close()
    await restored.close()
  })

  test('goes on where it was stopped', { timeout: 60_000 }, async () => {
    const restored = await open()
    const needs = { database: restored, objects: store('stopped'), home: join(folder, 'stopped-home') }
    const broken = { ...needs, database: { ...restored, transaction: () => Promise.reject(new Error('The power went')) } }
    await expect(restoreBackup({ folder: backup }, broken)).rejects.toThrow('The power went')
    expect(Object.values(await tell(restored)).flat()).toEqual([])
    await restoreBackup({ folder: backup }, needs)
    expect(await tell(restored)).toEqual(await tell(database))
    await restored.close()
  })

  test('refuses what is no backup of this version, any byte that was changed, and a place with something in it, and writes nothing then', { timeout: 60_000 }, async () => {
    const empty = await open()
    try {
      const needs = { database: empty, objects: store('none'), home: join(folder, 'no-home') }
      const refused = (code: string, sentence: string) => ({ code, message: expect.stringContaining(sentence) })
      await expect(restoreBackup({ folder }, needs)).rejects.toMatchObject(refused('not-found', 'no backup'))
      const manifest = readFileSync(join(backup, 'manifest.json'), 'utf8')
      const { migrations, jobTables } = await readBackupManifest(backup)
      const wrong: [change: object, code: string, sentence: string][] = [
        [{ format: 'datadam-backup-3' }, 'conflict', 'datadam 1.2.3'],
        [{ format: 'another' }, 'bad-input', 'not one that datadam wrote'],
        [{ migrations: [...migrations, { name: '9999-later.sql', sha256: '0'.repeat(64) }] }, 'conflict', 'newer program'],
        [{ migrations: migrations.slice(0, -1) }, 'conflict', 'another version'],
        [{ jobTables: jobTables + 1 }, 'conflict', 'newer program'],
        [{ keys: [{ path: '../signing.pem', sha256: '0'.repeat(64) }] }, 'bad-input', 'not one that datadam wrote'],
      ]
      for (const [change, code, sentence] of wrong) {
        writeFileSync(join(backup, 'manifest.json'), JSON.stringify({ ...JSON.parse(manifest), ...change }))
        await expect(restoreBackup({ folder: backup }, needs), JSON.stringify(change).slice(0, 80)).rejects.toMatchObject(refused(code, sentence))
      }
      writeFileSync(join(backup, 'manifest.json'), manifest)
      for (const file of ['tables/person.jsonl', 'tables/pgboss.job.jsonl', 'objects/uploads/u/file', 'keys/keys/signing.pem']) {
        const path = join(backup, file)
        const before = readFileSync(path)
        const changed = Uint8Array.from(before)
        changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
        writeFileSync(path, changed)
        await expect(restoreBackup({ folder: backup }, needs), file).rejects.toMatchObject({ code: 'bad-input' })
        rmSync(path)
        await expect(restoreBackup({ folder: backup }, needs), file).rejects.toMatchObject({ code: 'bad-input' })
        writeFileSync(path, before, { mode: 0o600 })
      }
      const other = store('other')
      await other.putStream('uploads/mine/file', (async function* () { yield Buffer.from('x') })())
      await expect(restoreBackup({ folder: backup }, { ...needs, objects: other })).rejects.toMatchObject(refused('conflict', 'empty store'))
      mkdirSync(join(folder, 'other-home'))
      writeFileSync(join(folder, 'other-home/samples.key'), 'its own\n', { mode: 0o600 })
      await expect(restoreBackup({ folder: backup }, { ...needs, home: join(folder, 'other-home') })).rejects.toMatchObject(refused('conflict', 'samples.key'))
      expect(Object.values(await tell(empty)).flat()).toEqual([])
      expect([existsSync(join(folder, 'none')), existsSync(join(folder, 'no-home'))]).toEqual([false, false])
    } finally {
      await empty.close()
    }
  })

  test('backUp() writes for its owner alone, never over anything, and leaves nothing when it fails', { timeout: 60_000 }, async () => {
    const { keys } = await readBackupManifest(backup)
    expect(keys?.map(({ path }) => path)).toEqual(Object.keys(KEYS))
    const open = (path: string) => (statSync(join(backup, path)).mode & 0o077) !== 0
    expect(readdirSync(backup).toSorted()).toEqual(['keys', 'manifest.json', 'objects', 'tables'])
    expect([...readdirSync(backup), ...readdirSync(join(backup, 'tables')).map((name) => `tables/${name}`), ...Object.keys(KEYS).map((path) => `keys/${path}`)].filter(open)).toEqual([])
    await expect(backUp({ folder: backup, version: '1.2.3' }, { database, objects: store('objects'), clock })).rejects.toMatchObject({ code: 'conflict' })
    const full = { ...store('objects'), getRange: () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' })) }
    await expect(backUp({ folder: join(folder, 'full'), version: '1.2.3' }, { database, objects: full, clock })).rejects.toMatchObject({ code: 'no-space' })
    expect(readdirSync(join(folder, 'full'))).toEqual([])
  })
})

async function retry(id: string | undefined, jobs: Jobs, { transaction }: Database): Promise<void> {
  await transaction((tx) => jobs.retryDeadLetter(id ?? '', tx))
}
