import { sql } from 'kysely'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { applyMigrations } from './apply-migrations.ts'
import type { Database } from './database.ts'
import { openDatabase } from './open-database.ts'
import { testDatabases, type TestPlace } from './test-databases.fixture.ts'

const FIRST = 'create table fruit (name text); insert into fruit values (\'apple; not a statement\');\ncreate table tree (name text);'

describe.each(testDatabases())('applyMigrations() on $name', ({ place }) => {
  let here: TestPlace
  let folder: string
  let database: Database
  beforeEach(async () => {
    here = await place()
    folder = mkdtempSync(join(tmpdir(), 'datadam-migrations-'))
    database = await openDatabase(here.location)
  })
  afterEach(async () => {
    await database.close()
    await here.remove()
    rmSync(folder, { recursive: true })
  })
  const step = (file: string, text: string) => writeFileSync(join(folder, file), text)
  const fruits = async () => (await sql<{ name: string }>`select name from fruit order by name`.execute(database.queries)).rows.map((row) => row.name)

  test('applies each step once, in order', async () => {
    step('0001-fruit.sql', FIRST)
    expect(await applyMigrations(database, folder)).toEqual(['0001-fruit'])
    step('0002-pear.sql', "insert into fruit values ('pear')")
    expect(await applyMigrations(database, folder)).toEqual(['0002-pear'])
    expect(await applyMigrations(database, folder)).toEqual([])
    expect(await fruits()).toEqual(['apple; not a statement', 'pear'])
  })

  test('refuses a step that was changed after it was applied, and a database that is newer', async () => {
    step('0001-fruit.sql', FIRST)
    step('0002-pear.sql', "insert into fruit values ('pear')")
    await applyMigrations(database, folder)
    step('0001-fruit.sql', `${FIRST} -- a word`)
    await expect(applyMigrations(database, folder)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('0001-fruit was changed') })
    step('0001-fruit.sql', FIRST.replace('\n', '\r\n'))
    expect(await applyMigrations(database, folder)).toEqual([])
    rmSync(join(folder, '0002-pear.sql'))
    await expect(applyMigrations(database, folder)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('0002-pear') })
  })

  test('leaves nothing of a step that fails, and keeps those before', async () => {
    step('0001-fruit.sql', FIRST)
    step('0002-broken.sql', "insert into fruit values ('pear'); insert into nowhere values (1)")
    await expect(applyMigrations(database, folder)).rejects.toThrow('nowhere')
    expect(await fruits()).toEqual(['apple; not a statement'])
    step('0002-broken.sql', "insert into fruit values ('plum')")
    expect(await applyMigrations(database, folder)).toEqual(['0002-broken'])
  })

  test('takes gaps in the numbers, and a step that comes late into one, but no number twice and no file without one', async () => {
    step('0002-fruit.sql', FIRST)
    step('0020-pear.sql', "insert into fruit values ('pear')")
    expect(await applyMigrations(database, folder)).toEqual(['0002-fruit', '0020-pear'])
    step('0010-plum.sql', "insert into fruit values ('plum')")
    expect(await applyMigrations(database, folder)).toEqual(['0010-plum'])
    step('0020-sloe.sql', FIRST)
    await expect(applyMigrations(database, folder)).rejects.toThrow('0020-sloe.sql should bear a number of its own')
    rmSync(join(folder, '0020-sloe.sql'))
    step('fruit.sql', FIRST)
    await expect(applyMigrations(database, folder)).rejects.toThrow('fruit.sql should bear a number of its own')
  })

  test('lets many processes start at once', async () => {
    step('0001-fruit.sql', FIRST)
    step('0002-pear.sql', "insert into fruit values ('pear')")
    const others = 'url' in here.location ? await Promise.all([1, 2, 3].map(() => openDatabase(here.location))) : []
    const applied = await Promise.all([database, database, ...others].map((each) => applyMigrations(each, folder)))
    expect(applied.flat().toSorted()).toEqual(['0001-fruit', '0002-pear'])
    for (const other of others) await other.close()
  })
})
