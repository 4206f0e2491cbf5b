import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { findPairKeys, isKey, mayBeKey } from './find-keys.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { readRowSample } from './row-sample.ts'

const { engine, makeTable } = await openBench()

test('two columns that tell rows apart together are a key', async () => {
  const table = await makeTable(sql`select (i // 10)::varchar as ward, (i % 10)::varchar as bed, (i % 3)::varchar as meal, i::varchar as id from range(100) as r(i)`, { ward: 'text', bed: 'text', meal: 'text', id: 'text' })
  const sample = await readRowSample(table, { engine })
  expect(await findPairKeys(table, sample, new Set(['id']), { engine })).toEqual([['ward', 'bed']])
  expect(sample.columns.map(mayBeKey)).toEqual([false, false, false, true])
  expect(await isKey(table, ['id'], { engine })).toBe(true)
  expect(await isKey(table, ['ward', 'meal'], { engine })).toBe(false)
})

test('a repetition that the sample does not see refutes a key', async () => {
  const table = await makeTable(sql`select (case when i = 1 then 0 else i end)::varchar as a, (case when i = 1 then 0 else i % 1000 end)::varchar as b from range(210000) as r(i)`, { a: 'text', b: 'text' })
  const sample = await readRowSample(table, { engine })
  expect(sample.everyNth).toBe(3)
  expect(await findPairKeys(table, sample, new Set(), { engine })).toEqual([])
})
