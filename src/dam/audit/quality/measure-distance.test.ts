import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { measureDistance } from './measure-distance.ts'

const { engine, folder, makeTable } = await openBench()
await writeFile(join(folder, 'reference.csv'), 'sex,age\nF,1\nF,2\nM,2\n,3\n')

test.each([
  { values: sql`['F', 'F', 'M', null]`, measured: 0, verdict: 'passed' },
  { values: sql`['F', 'M', 'M', 'F']`, measured: expect.closeTo(1 / 6, 12), verdict: 'failed' },
  { values: sql`['X']`, measured: 1, verdict: 'failed' },
  { values: sql`[null]`, measured: null, verdict: 'not-checked' },
])('the distance is $measured', async ({ values, measured, verdict }) => {
  const table = await makeTable(sql`select unnest(${values})::varchar as sex`, { sex: 'text' })
  const fact = await measureDistance('d', { column: 'sex', reference: 'reference.csv', 'at-most': 0.1 }, { table, directory: folder }, { engine })
  expect(fact).toMatchObject({ verdict, measured })
})

test('numbers are compared as numbers', async () => {
  const table = await makeTable(sql`select unnest(['01', '2.0', '2', '3']) as age`, { age: 'decimal' })
  expect((await measureDistance('d', { column: 'age', reference: 'reference.csv', 'at-most': 0.1 }, { table, directory: folder }, { engine })).measured).toBeCloseTo(0, 12)
})
