import { scryptSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openTestPeople, PASSWORD } from './people.fixture.ts'

/** What OWASP asks of scrypt at least: memory of 128·N·r bytes, here 32 MiB, with 128 random bits of salt. */
const COST = { N: 16_384, r: 16, p: 1, maxmem: 2 ** 26 }

describe.each(testDatabases())('a password on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => { database = await open() })
  afterAll(() => database.close())

  test('is kept as its salted scrypt of 512 bits, never itself, and never alike for two people', async () => {
    const people = openTestPeople(database)
    const kept = []
    for (const name of ['One Kim', 'Two Kim']) {
      const { personId } = await people.join(name)
      const { password } = await database.queries.withTables<{ account: { person_id: string; password: string } }>().selectFrom('account').select('password').where('person_id', '=', personId).executeTakeFirstOrThrow()
      const [, salt = '', key = ''] = /^([0-9a-f]{32}):([0-9a-f]{128})$/.exec(password) ?? []
      expect(key).toBe(scryptSync(PASSWORD.normalize('NFKC'), salt, 64, COST).toString('hex'))
      kept.push(salt, key)
    }
    expect(new Set(kept).size).toBe(4)
  })
})
