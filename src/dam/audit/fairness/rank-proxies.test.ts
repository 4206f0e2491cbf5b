import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { rankProxies } from './rank-proxies.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

const because = { en: 'Free text.', ko: '글' }

test('rankProxies() ranks what tells a group above what does not, whatever the type, leaves outcomes out, and tells columns apart that are not released', async () => {
  // The district is the sex, the height tells it by its tenths, a missing value tells it too; the day and the number tell nothing.
  const table = await bench.makeTable(sql`select case when i % 2 = 0 then 'F' else 'M' end as sex, case when i % 2 = 0 then 'north' else 'south' end as district,
    (150 + (i % 2) * 20 + (i // 2) % 17)::varchar as height, case when i % 2 = 0 then 'said' end as note,
    (date '2020-01-01' + ((i // 2) % 300)::integer)::varchar as day, ((i // 2) % 50)::varchar as number, (i % 2)::varchar as hired from range(1200) rows(i)`,
  { sex: 'text', district: 'text', height: 'integer', note: 'text', day: 'date', number: 'integer', hired: 'integer' })
  const { ranked, notReleased, sampledRows, isSample } = await rankProxies({ table, groups: table.columns.slice(0, 1), outcomes: ['hired'], whyNotReleased: (name) => (name === 'note' ? because : undefined) }, bench)
  expect([sampledRows, isSample]).toEqual([1200, false])
  expect(ranked.map(({ column }) => column).toSorted()).toEqual(['day', 'district', 'height', 'number'])
  const of = (name: string) => ranked.find(({ column }) => column === name)
  expect(of('district')).toMatchObject({ group: 'sex', cramersV: expect.closeTo(1, 6), entropyShare: expect.closeTo(1, 6), mutualInformationBits: expect.closeTo(1, 6) })
  expect(notReleased).toEqual([expect.objectContaining({ column: 'note', group: 'sex', cramersV: expect.closeTo(1, 6), because })])
  expect(of('height')?.cramersV).toBeGreaterThan(0.9)
  expect([of('day')?.cramersV, of('number')?.cramersV].every((strength) => strength !== undefined && strength < 0.1)).toBe(true)
  expect(ranked.map(({ cramersV }) => cramersV)).toEqual(ranked.map(({ cramersV }) => cramersV).toSorted((a, b) => b - a))
})

test('rankProxies() takes a part of a large table, the same one each time', async () => {
  const table = await bench.makeTable(sql`select (i % 2)::varchar as sex, (i % 2)::varchar as district from range(400000) rows(i)`, { sex: 'text', district: 'text' })
  const request = { table, groups: table.columns.slice(0, 1), outcomes: [], whyNotReleased: () => undefined }
  const first = await rankProxies(request, bench)
  expect(first).toMatchObject({ isSample: true, ranked: [{ column: 'district', group: 'sex', cramersV: expect.closeTo(1, 4) }] })
  expect(first.sampledRows).toBeGreaterThan(100_000)
  expect(first.sampledRows).toBeLessThanOrEqual(200_000)
  expect(await rankProxies(request, bench)).toEqual(first)
})
