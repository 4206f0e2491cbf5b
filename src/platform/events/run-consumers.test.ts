import { sql } from 'kysely'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { systemClock } from '#platform/clock.ts'
import { applyMigrations } from '#platform/database/apply-migrations.ts'
import type { Database } from '#platform/database/database.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { MIGRATIONS, testDatabases } from '#platform/database/test-databases.fixture.ts'
import { countsAs, countUp, makeTables, readCounts } from './count-projection.fixture.ts'
import { listConsumers, rebuildProjection, runConsumers } from './run-consumers.ts'

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 120_000, interval: 50 })
const report = (fault: unknown) => { throw fault }

describe.each(testDatabases())('runConsumers() on $name', ({ open, place }) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await makeTables('grown', database)
    await makeTables('late', database)
  })
  afterAll(() => database.close())
  const grown = countsAs('grown')
  const isUpToDate = async () => expect((await listConsumers(database)).map(({ behind }) => behind)).not.toContainEqual(expect.toSatisfy((behind: number) => behind > 0))

  test('tells what happens while many act, each event once and none missed', async () => {
    // As two processes would.
    const running = [await runConsumers([grown], { database, clock: systemClock, report }), await runConsumers([grown], { database, clock: systemClock, report })]
    await Promise.all(Array.from({ length: 60 }, (_, count) => countUp(`subject ${count % 3}`, count, { database })))
    running.forEach((each) => each.wake())
    await until(isUpToDate)
    for (const each of running) await each.stop()
    expect(await readCounts('grown', database)).toEqual([0, 1, 2].map((subject) => ({ subject: `subject ${subject}`, sum: 570 + 20 * subject })))
  })

  test('a projection built anew, or begun late, holds what the one that grew holds', async () => {
    const before = await readCounts('grown', database)
    await rebuildProjection(grown, { database })
    expect(await readCounts('grown', database)).toEqual([])
    const running = await runConsumers([grown, countsAs('late')], { database, clock: systemClock, report })
    await until(isUpToDate)
    await running.stop()
    expect(await readCounts('grown', database)).toEqual(before)
    expect(await readCounts('late', database)).toEqual(before)
    expect(await listConsumers(database)).toEqual(['grown', 'late'].map((name) => ({ name, behind: 0, failures: 0, because: null })))
  })

  test('nothing that was committed is lost when the process is killed before it is told', { timeout: 120_000 }, async () => {
    const { location, remove } = await place()
    const first = await openDatabase(location)
    await applyMigrations(first, MIGRATIONS)
    await makeTables('grown', first)
    await first.close()
    const told = await countThenKill(JSON.stringify(location), 30)
    const second = await openDatabase(location)
    const running = await runConsumers([grown], { database: second, clock: systemClock, report })
    await until(async () => expect((await listConsumers(second))[0]?.behind).toBe(0))
    await running.stop()
    const { rows: [events] } = await sql<{ events: number; sum: number }>`select count(*) as events, sum((payload->>'by')::bigint)::bigint as sum from event`.execute(second.queries)
    const { rows: [counts] } = await sql<{ events: number; sum: number }>`select (select count(*) from grown_told) as events, (select sum(sum)::bigint from grown_sum) as sum`.execute(second.queries)
    expect(events?.events).toBeGreaterThanOrEqual(told)
    expect(counts).toEqual(events)
    await second.close()
    await remove()
  })
})

/** How many counts the program had told when it was killed. */
async function countThenKill(location: string, counts: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'count-projection.fixture.ts'), location], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
    if (told.split('\n').length > counts) child.kill('SIGKILL')
  })
  await once(child, 'close')
  const lines = told.trim().split('\n').length
  expect(lines).toBeGreaterThanOrEqual(counts)
  return lines
}
