import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { asJsonb } from './as-jsonb.ts'

describe.each(testDatabases())('asJsonb() on $name', ({ open }) => {
  test('gives back what went in: arrays, texts, null and names that are words of the language', async () => {
    const database = await open()
    const values = [['a', 1], 'a "text"', null, { __proto__x: [], 제목: { ko: '퇴원' } }, 0.1]
    for (const value of values) {
      const { rows } = await sql<{ value: unknown }>`select ${asJsonb(value)} as value`.execute(database.queries)
      expect(rows).toEqual([{ value }])
    }
    await database.close()
  })
})
