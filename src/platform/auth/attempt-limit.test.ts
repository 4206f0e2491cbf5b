import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { countAttempt, forgetAttempts } from './attempt-limit.ts'
import type { PeopleTables } from './people-tables.ts'

const LIMIT = { attempts: 3, windowSeconds: 60 }

describe.each(testDatabases())('countAttempt() on $name', ({ open }) => {
  let database: Database
  let now = new Date('2026-01-31T09:00:00Z')
  const clock = { now: () => now }
  beforeAll(async () => { database = await open() })
  afterAll(() => database.close())
  const needs = () => ({ queries: database.queries, clock })

  test('lets as many through as the limit says, also when all come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => countAttempt('sign-in:one', LIMIT, needs())))
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(3)
    expect(answers.filter(({ allowed }) => !allowed)).toEqual(Array.from({ length: 17 }, () => ({ allowed: false, retryAfterSeconds: 60 })))
    expect(await countAttempt('sign-in:another', LIMIT, needs())).toEqual({ allowed: true })
  })

  test('begins anew when the window is over, or when the attempts are forgotten', async () => {
    now = new Date('2026-01-31T09:00:59.500Z')
    expect(await countAttempt('sign-in:one', LIMIT, needs())).toEqual({ allowed: false, retryAfterSeconds: 1 })
    now = new Date('2026-01-31T09:01:00Z')
    for (let attempt = 0; attempt < 3; attempt++) expect(await countAttempt('sign-in:one', LIMIT, needs())).toEqual({ allowed: true })
    expect(await countAttempt('sign-in:one', LIMIT, needs())).toMatchObject({ allowed: false })
    await forgetAttempts('sign-in:one', needs())
    expect(await countAttempt('sign-in:one', LIMIT, needs())).toEqual({ allowed: true })
  })

  test('keeps no address, and nothing that is over', async () => {
    now = new Date('2026-01-31T10:00:00Z')
    await countAttempt('sign-in:somebody@example.org', LIMIT, needs())
    const rows = await database.queries.withTables<PeopleTables>().selectFrom('attempt_count').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('somebody')
  })
})
