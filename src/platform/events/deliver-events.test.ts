import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { appendEvent } from './append-event.ts'
import { type Consumer, reactTo } from './consumer.ts'
import { counted, countUp, ignored } from './count-projection.fixture.ts'
import { deliverEvents } from './deliver-events.ts'
import { listConsumers, registerConsumers } from './run-consumers.ts'

describe.each(testDatabases())('deliverEvents() on $name', ({ open }) => {
  let database: Database
  let time = Date.parse('2026-01-31T09:00:00Z')
  const clock = { now: () => new Date(time) }
  let told: number[]
  let failAt: number | undefined
  const consumer: Consumer = {
    name: 'listener',
    reactions: [reactTo(counted, async ({ payload: { by } }) => { if (by === failAt) throw new TypeError('a secret value'); told.push(by) })],
  }
  beforeAll(async () => {
    database = await open()
    await registerConsumers([consumer], { database })
    for (let count = 1; count <= 45; count++) await countUp('subject', count, { database })
    await database.transaction((tx) => appendEvent(ignored, { actor: 'a', subject: 's', payload: {} }, { tx, clock: systemClock, newId: randomUUID }))
  })
  afterAll(() => database.close())
  beforeEach(() => { told = [] })
  const deliver = () => deliverEvents(consumer, { database, clock })

  test('tells events in order, a batch at a time', async () => {
    expect(await deliver()).toEqual({ told: 20, isUpToDate: false })
    expect(told).toEqual(Array.from({ length: 20 }, (_, place) => place + 1))
  })

  test('tells one that failed again, after a growing wait, and those behind it only then', async () => {
    failAt = 23
    await expect(deliver()).rejects.toThrow('TypeError, at the event 23, subject.counted')
    expect(await listConsumers(database)).toEqual([{ name: 'listener', behind: 26, failures: 1, because: 'TypeError, at the event 23, subject.counted' }])
    told = []
    const later = (seconds: number) => { time += seconds * 1000; return deliver() }
    expect(await later(0.9)).toEqual({ told: 0, isUpToDate: true })
    // One by one for a while, so that those before it are told for good.
    expect(await later(0.1)).toEqual({ told: 1, isUpToDate: false })
    await expect(later(0)).rejects.toThrow('at the event 23')
    expect(await later(1)).toEqual({ told: 1, isUpToDate: false })
    await expect(later(0)).rejects.toThrow('at the event 23')
    await expect(later(1)).rejects.toThrow('at the event 23')
    expect(await listConsumers(database)).toMatchObject([{ behind: 24, failures: 2 }])
    expect(await later(1.9)).toEqual({ told: 0, isUpToDate: true })
    failAt = undefined
    told = []
    expect(await later(0.1)).toEqual({ told: 1, isUpToDate: false })
    expect(await later(0)).toEqual({ told: 20, isUpToDate: false })
    // The event of another kind is passed over.
    expect(await later(0)).toEqual({ told: 2, isUpToDate: true })
    expect(told).toEqual(Array.from({ length: 23 }, (_, place) => place + 23))
    expect(await listConsumers(database)).toEqual([{ name: 'listener', behind: 0, failures: 0, because: null }])
  })
})
