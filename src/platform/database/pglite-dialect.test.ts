import { PGlite } from '@electric-sql/pglite'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pgliteDialect } from './pglite-dialect.ts'
import { pgliteSession } from './pglite-session.ts'

let lite: PGlite
beforeAll(async () => {
  lite = await PGlite.create()
  await lite.exec('create table number (value integer)')
})
afterAll(() => lite.close())

function onSlowDisk() {
  const waiting: (() => void)[] = []
  const session = pgliteSession(lite, { makeDurable: () => new Promise((resolve) => { waiting.push(resolve) }), close: () => Promise.resolve() })
  return { queries: new Kysely<Record<never, never>>({ dialect: pgliteDialect(session) }), waiting }
}

test('many wait for the disk together, each not for the other', async () => {
  const { queries, waiting } = onSlowDisk()
  const written = Array.from({ length: 30 }, (_, value) => sql`insert into number values (${value})`.execute(queries))
  await expect.poll(() => waiting.length).toBe(30)
  waiting.forEach((done) => done())
  await Promise.all(written)
})

test('what a transaction does is seen by others once it is committed, and by it at once', async () => {
  const { queries, waiting } = onSlowDisk()
  const finish = setInterval(() => { waiting.splice(0).forEach((done) => done()) }, 5)
  const count = async (from: typeof queries) => (await sql<{ count: number }>`select count(*)::integer as count from number where value >= 1000`.execute(from)).rows[0]?.count
  const first = await queries.startTransaction().execute()
  await sql`insert into number values (1000)`.execute(first)
  // Asked for now, these are answered when the first transaction has ended; each keeps to its own.
  const outside = count(queries)
  const second = queries.startTransaction().execute()
  await sql`insert into number values (1001)`.execute(first)
  expect(await count(first)).toBe(2)
  await first.commit().execute()
  expect(await outside).toBe(2)
  const other = await second
  await sql`insert into number values (1002)`.execute(other)
  expect(await count(other)).toBe(3)
  await other.rollback().execute()
  expect(await count(queries)).toBe(2)
  clearInterval(finish)
})
