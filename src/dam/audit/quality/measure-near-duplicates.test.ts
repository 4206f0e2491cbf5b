import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { measureNearDuplicates } from './measure-near-duplicates.ts'

const { engine, makeTable } = await openBench()
const types = { id: 'text', a: 'text', b: 'text', c: 'text', d: 'text', e: 'text' } as const
const rows = sql`select 'id' || i as id, 'a' || i as a, 'b' || i as b, 'c' || i as c, 'd' || i as d, 'e' || i as e`

test('a row with one other cell is a near duplicate, an exact repeat is not, another identifier does not hide one', async () => {
  const table = await makeTable(sql`
    from (${rows} from range(10) as r(i))
    union all values ('new', 'a3', 'b3', 'CHANGED', 'd3', 'e3'), ('new', 'a5', 'b5', 'c5', 'd5', 'e5'), ('id7', 'a7', 'b7', 'c7', 'd7', 'e7'), ('new', 'a8', 'b8', 'x', 'y', 'e8')`, types)
  expect(await measureNearDuplicates(table, new Set(['id']), { engine })).toMatchObject({ measured: 4 / 14, verdict: 'noted', rows: [4, 6, 11, 12] })
})

test('columns that exchange their values are two differences', async () => {
  const table = await makeTable(sql`select * from (values ('1', 'x', 'y', 'c', 'd', 'e'), ('2', 'y', 'x', 'c', 'd', 'e'), ('3', 'x', 'x', 'f', 'd', 'e'), ('4', 'z', 'z', 'f', 'd', 'e')) as t(id, a, b, c, d, e)`, types)
  expect(await measureNearDuplicates(table, new Set(['id']), { engine })).toMatchObject({ measured: 0 })
})

test('few columns and huge tables are not checked', async () => {
  const table = await makeTable(sql`${rows} from range(3) as r(i)`, types)
  expect(await measureNearDuplicates(table, new Set(['id', 'a']), { engine })).toMatchObject({ measured: null, verdict: 'not-checked' })
  expect(await measureNearDuplicates({ ...table, rows: 1e9 }, new Set(), { engine })).toMatchObject({ measured: null, verdict: 'not-checked' })
})

test('a large table is estimated from rows at equal distances', async () => {
  const table = await makeTable(sql`select id, a, b, c, case when hash(i + 1) % 10 = 0 then 'x' || j else d end as d, e from (${rows}, i, j from range(105000) as r(i), range(2) as s(j)) where j = 0 or hash(i + 1) % 10 = 0 or hash(i + 2) % 2 = 0`, types)
  expect(table.rows).toBeLessThan(200_000)
  const twice = await makeTable(sql`select replace(id, 'id', part) as id, a || part as a, b || part as b, c, d, e from read_parquet(${table.file}), (values ('p'), ('q')) as t(part)`, types)
  const [exact, estimated] = [await measureNearDuplicates(table, new Set(['id']), { engine }), await measureNearDuplicates(twice, new Set(['id']), { engine })]
  expect(Math.abs(Number(exact.measured) - Number(estimated.measured))).toBeLessThan(0.015)
  expect(Number(exact.measured)).toBeGreaterThan(0.1)
})
