import { sql } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Tx } from './database.ts'
import { testDatabases } from './test-databases.fixture.ts'

describe.each(testDatabases())('transaction() on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await sql`create table note (word text unique)`.execute(database.queries)
  })
  afterAll(() => database.close())

  const write = (word: string, tx: Tx) => sql`insert into note values (${word})`.execute(tx)
  const words = async () => (await sql<{ word: string }>`select word from note order by word`.execute(database.queries)).rows.map(({ word }) => word)

  test('keeps what the work wrote, and gives its answer', async () => {
    expect(await database.transaction(async (tx) => { await write('kept', tx); return 7 })).toBe(7)
    expect(await words()).toEqual(['kept'])
  })

  test('keeps nothing of work that failed, and tells its fault', async () => {
    await expect(database.transaction(async (tx) => { await write('lost', tx); throw new Error('no') })).rejects.toThrow('no')
    await expect(database.transaction(async (tx) => { await write('lost', tx); await write('lost', tx).catch(() => {}) })).rejects.toThrow('rolled back instead of committed')
    expect(await words()).toEqual(['kept'])
  })

  test('refuses at once what reaches past its tx', async () => {
    await expect(database.transaction(() => sql`select 1`.execute(database.queries))).rejects.toThrow('only its tx may be used')
    await expect(database.transaction(() => database.transaction((tx) => write('inner', tx)))).rejects.toThrow('only its tx may be used')
    expect(await words()).toEqual(['kept'])
  })

  test('rolls back work that waits for something else, and lets it write no more', async () => {
    let late: Promise<unknown> = Promise.resolve()
    const slow = database.transaction(async (tx) => {
      await write('slow', tx)
      late = wait(600).then(() => write('late', tx))
      await late
    }, { limitSeconds: 0.2 })
    await expect(slow).rejects.toThrow('rolled back after 0.2 s')
    await expect(late).rejects.toThrow('already rolled back')
    expect(await words()).toEqual(['kept'])
  })

  test('lets many come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, place) => database.transaction((tx) => write(`many ${place}`, tx))))
    expect((await words()).length).toBe(21)
  })
})
