import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { appendEvent, type EventFacts } from './append-event.ts'
import { defineEvent } from './define-event.ts'

const released = defineEvent({ type: 'dataset.released', version: 1, audience: 'public', payload: z.object({ rows: z.number() }) })
const clock = { now: () => new Date('2026-01-31T09:00:00.123Z') }

describe.each(testDatabases())('appendEvent() on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => { database = await open() })
  afterAll(() => database.close())
  const append = (facts: Partial<EventFacts<{ rows: number }>> = {}) => database.transaction((tx) => appendEvent(released, { actor: 'person:1', subject: 'dataset:1', payload: { rows: 3 }, ...facts }, { tx, clock, newId: randomUUID }))
  const positions = async () => (await sql<{ position: number }>`select position from event order by position`.execute(database.queries)).rows.map(({ position }) => position)

  test('writes who did what, and once for each id', async () => {
    const id = randomUUID()
    await append({ id, actingFor: 'organisation:1' })
    await append({ id, actingFor: 'organisation:1' })
    expect((await sql`select * from event`.execute(database.queries)).rows).toEqual([{
      position: 1, id, type: 'dataset.released', version: 1, at: clock.now(), actor: 'person:1', acting_for: 'organisation:1', subject: 'dataset:1', audience: 'public', payload: { rows: 3 },
    }])
  })

  test('numbers without gaps, whatever fails and however many write at once', async () => {
    await Promise.allSettled(Array.from({ length: 40 }, (_, place) => database.transaction(async (tx) => {
      await appendEvent(released, { actor: 'a', subject: 's', payload: { rows: place } }, { tx, clock, newId: randomUUID })
      if (place % 4 === 0) throw new Error('the act failed')
    })))
    expect(await positions()).toEqual(Array.from({ length: 31 }, (_, place) => place + 1))
  })

  test('takes no payload of another shape', async () => {
    await expect(append({ payload: z.object({ rows: z.any() }).parse({ rows: 'three' }) })).rejects.toThrow('expected number')
    await expect(sql`delete from event`.execute(database.queries)).rejects.toThrow('only ever added')
  })
})
