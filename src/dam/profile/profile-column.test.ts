import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { profileColumn } from './profile-column.ts'
import { readRowSample } from './row-sample.ts'

const { engine, makeTable } = await openBench()

test('a wide column of a large table is measured in the engine and confirmed as a key', async () => {
  const table = await makeTable(sql`select (i + 1)::varchar as patient_id, (i * 7919 % 200000)::varchar as won, (i % 3)::varchar as sex from range(210000) as r(i)`, { patient_id: 'integer', won: 'integer', sex: 'text' })
  const sample = await readRowSample(table, { engine })
  const patient = await profileColumn(table, 0, sample, { engine })
  expect(patient).toMatchObject({ isKey: true, profile: { distinct: 210_000, distinctIsExact: true, range: { min: 1, max: 210_000 }, role: { guess: 'identifier', sure: true }, top: { withheld: expect.any(String) } } })
  const won = await profileColumn(table, 1, sample, { engine })
  expect(won).toMatchObject({ isKey: false, profile: { distinctIsExact: false, missing: 0, quantiles: expect.arrayContaining([{ share: 0.5, value: expect.any(Number) }]) } })
  expect(Math.abs(won.profile.distinct / 200_000 - 1)).toBeLessThan(0.1)
  const sex = await profileColumn(table, 2, sample, { engine })
  expect(sex.profile).toMatchObject({ distinct: 3, distinctIsExact: true, top: [{ value: '0', count: 70_000 }, { value: '1', count: 70_000 }, { value: '2', count: 70_000 }] })
})
