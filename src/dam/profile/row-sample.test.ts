import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { countSampled, readRowSample } from './row-sample.ts'

const { engine, makeTable } = await openBench()

test('readRowSample() numbers values, 0 for missing', async () => {
  const sample = await readRowSample(await makeTable(sql`select unnest(['x', null, 'y', 'x']) as a`, { a: 'text' }), { engine })
  expect(sample).toMatchObject({ rows: 4, everyNth: 1 })
  const [column] = sample.columns
  expect(column && [...column.codes]).toEqual([1, 0, 2, 1])
  expect(column).toMatchObject({ texts: [null, 'x', 'y'], counts: [1, 2, 1] })
  expect(column && countSampled(column)).toBe(2)
})

test('large tables are read at equal distances', async () => {
  const sample = await readRowSample(await makeTable(sql`select i::varchar as a from range(250000) as r(i)`, { a: 'integer' }), { engine })
  expect(sample).toMatchObject({ rows: 83_334, everyNth: 3 })
  expect(sample.columns[0]?.texts.slice(0, 3)).toEqual([null, '0', '3'])
})
