import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isReading, pgliteSession } from './pglite-session.ts'

let lite: PGlite
beforeAll(async () => {
  lite = await PGlite.create()
  await lite.exec('create table number (value integer)')
})
afterAll(() => lite.close())

/** A session whose disk takes until it is told to be done. */
function slowDisk() {
  const waiting: (() => void)[] = []
  let syncs = 0
  const session = pgliteSession(lite, { makeDurable: () => { syncs++; return new Promise((resolve) => { waiting.push(resolve) }) }, close: () => Promise.resolve() })
  return { session, syncs: () => syncs, finish() { waiting.splice(0).forEach((done) => done()) } }
}

const FEW_TURNS = 20
async function isAnswered(asked: Promise<unknown>): Promise<boolean> {
  let isOver = false
  const end = () => { isOver = true }
  asked.then(end, end)
  for (let turn = 0; turn < FEW_TURNS; turn++) await new Promise((resolve) => { setImmediate(resolve) })
  return isOver
}

test('a session does not wait for the disk to read, when nothing was written', async () => {
  const { session, syncs } = slowDisk()
  expect((await session.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  expect(syncs()).toBe(0)
})

test('a session tells what was written, to its writer and to readers, once it is on the disk', async () => {
  const { session, finish } = slowDisk()
  const written = session.query('insert into number values (1)')
  expect(await isAnswered(written)).toBe(false)
  const seen = session.query('select count(*)::integer as count from number')
  expect(await isAnswered(seen)).toBe(false)
  finish()
  expect((await seen).rows).toEqual([{ count: 1 }])
  await written
  expect(await isAnswered(session.query('select 1'))).toBe(true)
})

test('a session waits for the disk while a writer is in hand, whose commit it may have seen', async () => {
  const { session, finish } = slowDisk()
  const seen = session.query('select 1')
  const written = session.query('insert into number values (3)')
  expect(await isAnswered(seen)).toBe(false)
  finish()
  expect(await isAnswered(seen)).toBe(true)
  finish()
  await Promise.all([seen, written])
})

test('a session waits for the disk when another transaction may have committed meanwhile', async () => {
  const { session, finish, syncs } = slowDisk()
  const gate = Promise.withResolvers<void>()
  const open = session.transaction(async (tx) => { await tx.query('insert into number values ($1)', [2]); await gate.promise })
  const seen = session.query('select 1')
  gate.resolve()
  expect(await isAnswered(seen)).toBe(false)
  expect(syncs()).toBeGreaterThan(0)
  finish()
  await Promise.all([open, seen])
})

test.each([
  { text: 'select "a" from "b" where "c" = $1', reads: true },
  { text: '\n    with found as (select 1) select * from found', reads: true },
  { text: 'with changed as (update "b" set "c" = 1 returning *) select * from changed', reads: false },
  { text: 'select * from b for update', reads: false },
  { text: 'select * into c from b', reads: false },
  { text: 'select nextval($1)', reads: false },
  { text: 'SELECT pgboss.create_queue($1, $2)', reads: false },
  { text: 'select pg_advisory_lock(1, 2)', reads: false },
  { text: 'insert into b values (1)', reads: false },
  { text: 'explain analyze delete from b', reads: false },
  { text: 'checkpoint', reads: false },
  { text: '/* select */ drop table b', reads: false },
])('isReading() of $text: $reads', ({ text, reads }) => { expect(isReading(text)).toBe(reads) })
