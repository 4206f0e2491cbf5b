import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { listNotable, measureMissing } from './measure-missing.ts'
import { openTests } from './rate-tests.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

test('measureMissing() counts by each group the cells that are missing, and tests them against all other rows', async () => {
  // Of 100 rows of a, 40 lack x; of 50 of b, five; of four rows without a group, one. Nothing lacks y.
  const table = await bench.makeTable(sql`select case when i < 100 then 'a' when i < 150 then 'b' end as "group", case when i >= 40 and i < 145 or i > 150 then 'x' end as x, 'y' as y from range(154) rows(i)`, { group: 'text', x: 'text', y: 'text' })
  const tests = openTests()
  const [group] = table.columns
  const { gaps, recompute } = await measureMissing({ table, groups: group ? [group] : [], smallestCell: 30 }, { engine: bench.engine, tests })
  tests.close()
  expect(gaps).toHaveLength(1)
  expect(gaps[0]).toMatchObject({ column: 'x', group: 'group', difference: expect.closeTo(0.3, 12) })
  expect(gaps[0]?.cells.map(({ value, missing, isSmall, test: tested }) => [value, missing.count, missing.of, isSmall, tested === null])).toEqual([['a', 40, 100, false, false], ['b', 5, 50, false, false], [null, 1, 4, true, true]])
  expect(tests.count).toBe(2)
  expect(listNotable(gaps, 0.05).map(({ column, corrected }) => [column, corrected < 0.05])).toEqual([['x', true]])
  const { rows } = await bench.engine.table({ pieces: [recompute.replace('delivery.parquet', table.file)], values: [] })
  expect(rows.map((row) => row.slice(1).map((cell) => (typeof cell === 'string' || cell === null ? cell : Number(cell))))).toEqual([['a', 100, 100, 60], ['b', 50, 50, 45], [null, 4, 0, 3]])
})

test('where nothing is missing there is no gap', async () => {
  const table = await bench.makeTable(sql`select 'a' as "group", i::varchar as x from range(10) rows(i)`, { group: 'text', x: 'text' })
  const tests = openTests()
  expect((await measureMissing({ table, groups: table.columns.slice(0, 1), smallestCell: 1 }, { engine: bench.engine, tests })).gaps).toEqual([])
  expect(tests.count).toBe(0)
})

test('listNotable() tells the widest gap first, and neither a narrow one nor one that may be chance', () => {
  const gapOf = (column: string, [first, second]: readonly [number, number], corrected: number) => ({
    column, group: 'g', difference: 0, corrected: 1,
    cells: [first, second].map((count, place) => ({ value: String(place), missing: { count, of: 1000, rate: count / 1000, low: 0, high: 1 }, isSmall: false, test: { p: corrected, corrected } })),
  })
  const gaps = [gapOf('narrow', [10, 29], 0.001), gapOf('wide', [10, 40], 0.001), gapOf('chance', [10, 90], 0.06), gapOf('widest', [10, 300], 0.04)]
  expect(listNotable(gaps, 0.05).map(({ column, difference }) => [column, difference])).toEqual([['widest', expect.closeTo(0.29, 12)], ['wide', expect.closeTo(0.03, 12)]])
})
