import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { testDatabases } from './test-databases.fixture.ts'

describe.each(testDatabases())('VALUE_PARSERS on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => { database = await open() })
  afterAll(() => database.close())

  const valueOf = async (written: string) => (await sql<{ value: unknown }>`select ${sql.raw(written)} as value`.execute(database.queries)).rows[0]?.value

  test.each([
    ['9007199254740991::bigint', Number.MAX_SAFE_INTEGER],
    ['count(*)', 1],
    ['0.10::numeric', '0.10'],
    ["'2026-01-31'::date", '2026-01-31'],
    ["'2026-01-31 09:00:00.123+09'::timestamptz", new Date('2026-01-31T00:00:00.123Z')],
    ["'1960-01-31 09:00+05:30'::timestamptz", new Date('1960-01-31T03:30:00Z')],
    ["'2026-01-31 09:00:00'::timestamp", new Date('2026-01-31T09:00:00Z')],
    [`'{"a": [1, "둘"]}'::jsonb`, { a: [1, '둘'] }],
    ['true', true],
    ['null::bigint', null],
    ["'데이터'::text", '데이터'],
  ])('reads %s', async (written, value) => {
    expect(await valueOf(written)).toEqual(value)
  })

  test('takes no whole number that JavaScript would round', async () => {
    await expect(valueOf('9007199254740993::bigint')).rejects.toThrow('beyond what JavaScript holds exactly')
    expect(await valueOf('1')).toBe(1)
  })

  test('writes what it reads', async () => {
    const at = new Date('2026-01-31T09:00:00.123Z')
    const { rows } = await sql`select ${at}::timestamptz as at, ${Number.MAX_SAFE_INTEGER}::bigint as number, ${JSON.stringify(['a', { b: 1 }])}::jsonb as json`.execute(database.queries)
    expect(rows).toEqual([{ at, number: Number.MAX_SAFE_INTEGER, json: ['a', { b: 1 }] }])
  })
})
