import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import type { ValueType } from '#dam/dataset/table.ts'
import { sql, type Sql } from '#platform/engines/sql-text.ts'
import { type ComparedRelease, countDiff } from './count-diff.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => bench.engine.close())

async function release(version: string, types: Readonly<Record<string, ValueType>>, query: Sql): Promise<ComparedRelease> {
  const { file, rows } = await bench.makeTable(query, types, 'native')
  return { version, rows, files: [file], columns: Object.entries(types).map(([name, type]) => ({ name, type, role: null, missingShare: null, distinct: null })) }
}

const FRUIT = { fruit: 'text', weight: 'integer' } as const

test('countDiff() counts rows that came and went, as often as they stand there', async () => {
  const before = await release('1.0.0', FRUIT, sql`select * from (values ('apple', 3), ('apple', 3), ('pear', 5), (null, 7)) as t(fruit, weight)`)
  const after = await release('1.1.0', FRUIT, sql`select * from (values ('apple', 3), ('pear', 6), (null, 7), ('plum', null), ('plum', null)) as t(fruit, weight)`)
  expect(await countDiff({ before, after }, bench)).toEqual({
    from: '1.0.0', columnsAdded: [], columnsRemoved: [], columnsChanged: [], rowsBefore: 4, rowsAfter: 5, rowsAdded: 3, rowsRemoved: 2,
    statistics: [
      { column: 'fruit', missingShareBefore: 0.25, missingShareAfter: 0.2, distinctBefore: 2, distinctAfter: 3, meanBefore: null, meanAfter: null },
      { column: 'weight', missingShareBefore: 0, missingShareAfter: 0.4, distinctBefore: 3, distinctAfter: 3, meanBefore: 4.5, meanAfter: 5.33333333333 },
    ],
  })
})

test('countDiff() of a release and itself finds nothing, in whatever order the rows stand', async () => {
  const rows = sql`select 'f' || (i % 50) as fruit, i::bigint as weight from range(3000) t(i)`
  const before = await release('1.0.0', FRUIT, rows)
  const after = await release('1.0.1', FRUIT, sql`select * from (${rows}) order by hash(weight)`)
  expect(await countDiff({ before, after }, bench)).toMatchObject({ rowsAdded: 0, rowsRemoved: 0 })
})

test('countDiff() compares what both have, and says what only one has', async () => {
  const before = await release('1.0.0', { fruit: 'text', weight: 'integer', 'gone "': 'text' }, sql`select 'apple' as fruit, 3::bigint as weight, 'x' as "gone """`)
  const after = await release('2.0.0', { __proto__new: 'date', fruit: 'text', weight: 'decimal' }, sql`select date '2026-01-31' as __proto__new, 'apple' as fruit, 3.5::double as weight`)
  expect(await countDiff({ before, after }, bench)).toMatchObject({ columnsAdded: ['__proto__new'], columnsRemoved: ['gone "'], columnsChanged: ['weight'], rowsAdded: 1, rowsRemoved: 1 })
})

test('countDiff() cannot count rows of releases that share no column', async () => {
  const before = await release('1.0.0', { fruit: 'text' }, sql`select 'apple' as fruit`)
  const after = await release('2.0.0', { tree: 'text' }, sql`select 'oak' as tree`)
  expect(await countDiff({ before, after }, bench)).toMatchObject({ rowsAdded: null, rowsRemoved: null, statistics: [] })
})
