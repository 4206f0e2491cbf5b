import { sql } from 'kysely'
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openPgliteFolder, openPgliteInMemory } from './pglite-database.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-pglite-'))
  folders.push(folder)
  return folder
}

/** Starts the writing program, and kills it when it has told so many rows. */
function writeUntilKilled(folder: string, rows: number, whileRunning: () => Promise<void>): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'write-rows.fixture.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  let check: Promise<void> | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    if (told.split('\n').length > rows) check ??= whileRunning().finally(() => child.kill('SIGKILL'))
  })
  return new Promise((resolve, reject) => child.on('close', () => (check ?? Promise.reject(new Error('ended early'))).then(() => resolve(told.trim().split('\n').length), reject)))
}

test('openPgliteFolder() refuses a second process, and has all that a killed one committed', { timeout: 120_000 }, async () => {
  const folder = newFolder()
  const told = await writeUntilKilled(folder, 50, async () => {
    await expect(openPgliteFolder(folder)).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/in use by the process \d+; end that one first/) })
  })
  const database = await openPgliteFolder(folder)
  const { rows } = await sql<{ rows: number; highest: number }>`select count(*) as rows, max(value) as highest from number`.execute(database.queries)
  // One row more may have been committed without having been told.
  expect(rows[0]?.rows).toBeGreaterThanOrEqual(told)
  expect(rows[0]?.highest).toBe((rows[0]?.rows ?? 0) - 1)
  await database.close()
})

test('openPgliteFolder() keeps the log from growing without end', { timeout: 120_000 }, async () => {
  const folder = newFolder()
  const database = await openPgliteFolder(folder)
  await sql`create table word (text text)`.execute(database.queries)
  for (let round = 0; round < 24; round++) await sql`insert into word select repeat('x', 1000) from generate_series(1, 10000)`.execute(database.queries)
  // 24 rounds of 10 MB; without checkpoints the log would have 16 files and more.
  expect(readdirSync(join(folder, 'data', 'pg_wal')).filter((name) => name.length === 24).length).toBeLessThan(12)
  await database.close()
  const again = await openPgliteFolder(folder)
  expect((await sql`select count(*) as rows from word`.execute(again.queries)).rows).toEqual([{ rows: 240_000 }])
  await again.close()
})

test('openPgliteFolder() says so where it may not write', async () => {
  const closed = join(newFolder(), 'closed')
  mkdirSync(closed)
  chmodSync(closed, 0o500)
  // Root may write anywhere, so for this it is nobody.
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    await expect(openPgliteFolder(join(closed, 'database'))).rejects.toMatchObject({ code: 'not-writable' })
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
})

test('openPgliteFolder() says so where a file lies in the way', async () => {
  await expect(openPgliteFolder(join(import.meta.filename, 'database'))).rejects.toThrow('ENOTDIR')
})

test('openPgliteInMemory() begins with nothing, in UTC', async () => {
  const database = await openPgliteInMemory()
  expect((await sql`select current_setting('TimeZone') as zone, count(*) as tables from pg_tables where schemaname = 'public'`.execute(database.queries)).rows).toEqual([{ zone: 'UTC', tables: 0 }])
  await database.close()
  await database.close()
})
