import { sql } from 'kysely'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { openPostgresql } from './postgresql-database.ts'
import { testDatabases } from './test-databases.fixture.ts'

test('openPostgresql() says what to do about a server that is not there, and never its password', async () => {
  const refusal = await openPostgresql('postgres://tester:secret@127.0.0.1:1/none').catch((fault: unknown) => fault)
  expect(refusal).toMatchObject({ code: 'not-found', message: 'The PostgreSQL server could not be used: nothing listens at its address; start it or correct the address' })
})

describe.each(testDatabases().filter(({ name }) => name === 'PostgreSQL'))('on $name', ({ place }) => {
  test('openPostgresql() names a database that is not there', async () => {
    const { location, remove } = await place()
    await remove()
    await expect(openPostgresql('url' in location ? location.url : '')).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('no database of this name') })
  })

  test('lockForSession() holds until it is released, and tells when the server took it away', async () => {
    const { location, remove } = await place()
    const database = await openPostgresql('url' in location ? location.url : '')
    const isFree = async () => (await sql<{ free: boolean }>`select pg_try_advisory_lock(1, 2) and pg_advisory_unlock(1, 2) as free`.execute(database.queries)).rows[0]?.free
    const lock = await database.lockForSession(1, 2)
    expect(await isFree()).toBe(false)
    await lock.release()
    expect(lock.lost.aborted).toBe(false)
    const second = await database.lockForSession(1, 2)
    const lost = once(second.lost, 'abort')
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and pid <> pg_backend_pid()`.execute(database.queries)
    await lost
    expect(await isFree()).toBe(true)
    await database.close()
    await remove()
  })
})
