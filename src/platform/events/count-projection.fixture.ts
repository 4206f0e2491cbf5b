// A projection to test with: how often each subject was counted up, and every event that it was told.
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { systemClock } from '#platform/clock.ts'
import type { Database, DatabaseLocation } from '#platform/database/database.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { appendEvent } from './append-event.ts'
import { type Consumer, reactTo } from './consumer.ts'
import { defineEvent } from './define-event.ts'
import { runConsumers } from './run-consumers.ts'

/** A subject was counted up by so many. */
export const counted = defineEvent({ type: 'subject.counted', version: 1, audience: 'public', payload: z.object({ by: z.number().int() }) })

/** Nobody reacts to it. */
export const ignored = defineEvent({ type: 'subject.ignored', version: 1, audience: 'restricted', payload: z.object({}) })

/** The projection under a name; each name has tables of its own. */
export function countsAs(name: string): Consumer & Required<Pick<Consumer, 'clear'>> {
  const [sums, told] = [sql.table(`${name}_sum`), sql.table(`${name}_told`)]
  return {
    name,
    reactions: [reactTo(counted, async ({ position, subject, payload: { by } }, tx) => {
      await sql`insert into ${told} values (${position})`.execute(tx)
      await sql`insert into ${sums} as old values (${subject}, ${by}) on conflict (subject) do update set sum = old.sum + excluded.sum`.execute(tx)
    })],
    async clear(tx) {
      await sql`delete from ${sums}`.execute(tx)
      await sql`delete from ${told}`.execute(tx)
    },
  }
}

/** Makes the tables of a projection. */
export async function makeTables(name: string, { queries }: Database): Promise<void> {
  await sql`create table if not exists ${sql.table(`${name}_sum`)} (subject text primary key, sum bigint not null)`.execute(queries)
  await sql`create table if not exists ${sql.table(`${name}_told`)} (position bigint primary key)`.execute(queries)
}

/** What a projection holds now. */
export async function readCounts(name: string, { queries }: Database): Promise<unknown[]> {
  return (await sql`select subject, sum from ${sql.table(`${name}_sum`)} order by subject`.execute(queries)).rows
}

/** Counts a subject up, by an event. */
export async function countUp(subject: string, by: number, { database }: { database: Database }): Promise<void> {
  await database.transaction((tx) => appendEvent(counted, { actor: 'program:test', subject, payload: { by } }, { tx, clock: systemClock, newId: randomUUID }))
}

/** A program that counts up and up, telling each count once it is committed, and runs the projection, until it is killed. */
async function countUntilKilled(location: DatabaseLocation): Promise<void> {
  const database = await openDatabase(location)
  await runConsumers([countsAs('grown')], { database, clock: systemClock, report: (fault) => { process.stderr.write(`${String(fault)}\n`) } })
  for (let count = 0; ; count++) {
    await countUp(`subject ${count % 3}`, count, { database })
    process.stdout.write(`${count}\n`)
  }
}

const [location] = process.argv.slice(2)
if (process.argv[1] === import.meta.filename && location !== undefined) {
  await countUntilKilled(z.union([z.object({ url: z.string() }), z.object({ folder: z.string() })]).parse(JSON.parse(location)))
}
