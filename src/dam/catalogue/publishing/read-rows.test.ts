import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { ROW_TESTS, type RowFilter, type RowOrder } from '../datasets/dataset-answers.ts'
import { ALL_ROWS, chooseRows } from './choose-rows.ts'
import { countRowsBy, readCellsBy, readRows, type RowsRequest } from './read-rows.ts'

let bench: Awaited<ReturnType<typeof openBench>>
const files: RowsRequest['files'][number][] = []
const FILES = [[0, 7], [7, 7], [7, 12], [12, 20]] as const
const HARD = 'a "quoted" \'name\'; drop table x --'
const TYPES = { number: 'integer', 'wide "text': 'text', decimal: 'decimal', [HARD]: 'text', truth: 'boolean', day: 'date', moment: 'timestamp', k0: 'integer', place: 'time' } as const
const columns = Object.entries(TYPES).map(([name, type]) => ({ name, type, role: null, missingShare: null, distinct: null }))

beforeAll(async () => {
  bench = await openBench()
  for (const [first, end] of FILES) {
    const { file, rows } = await bench.makeTable(sql`
      select i::bigint as number, case when i % 5 = 0 then null else repeat('가', i::integer) end as "wide ""text",
        [null, 'NaN', '-1.5', '0.1', '-inf', '9007199254740993', '0'][1 + i % 7]::double as decimal,
        ['a', 'A', 'ab%', '_', '가', '''', null, '\\', '😀', 'zㅎ"'][1 + i * 3 % 10] as ${{ pieces: [`"${HARD.replaceAll('"', '""')}"`], values: [] }},
        [true, false, null][1 + i % 3] as truth, case when i % 6 = 1 then null else date '2024-02-27' + (i % 4)::integer end as day,
        timestamp '2024-01-01 10:00:00' + to_seconds(i % 3) as moment, [9007199254740993, 9007199254740992, -3, null][1 + i % 4]::bigint as k0, case when i % 4 = 0 then null else time '09:30:00' end as place
      from range(${first}::bigint, ${end}::bigint) t(i)`, TYPES)
    files.push({ path: file, rows })
  }
})
afterAll(() => bench.engine.close())

const pool = { use: <Result>(work: (engine: typeof bench.engine) => Promise<Result>) => work(bench.engine), close() {} }
const needs = { readCells: readCellsBy(pool), countRows: countRowsBy(pool) }

const ask = (offset: number, limit: number, cellLength = 100) => readRows({ ...ALL_ROWS, columns: ['number', 'wide "text'], files, offset, limit, cellLength }, needs)
const choose = (filter: readonly RowFilter[], sort: readonly RowOrder[], page: { readonly offset: number; readonly limit: number }) =>
  readRows({ ...chooseRows({ filter, sort }, columns), columns: columns.map(({ name }) => name), files, cellLength: 1000, ...page }, needs)

test('readRows() gives the rows of any page, in order, over all files', async () => {
  await fc.assert(fc.asyncProperty(fc.nat(25), fc.integer({ min: 1, max: 25 }), async (offset, limit) => {
    const { rows, total, all } = await ask(offset, limit)
    expect([total, all]).toEqual([20, 20])
    expect(rows.map(([number]) => number)).toEqual(Array.from({ length: 20 }, (_, place) => String(place)).slice(offset, offset + limit))
  }), { numRuns: 40 })
})

test('readRows() cuts cells at a number of characters and counts what it cut', async () => {
  expect(await ask(3, 4, 3)).toEqual({ columns: ['number', 'wide "text'], rows: [['3', '가가가'], ['4', '가가가'], ['5', null], ['6', '가가가']], total: 20, all: 20, offset: 3, cutCells: 2 })
})

test('readRows() of a release without files has none', async () => {
  expect(await readRows({ ...ALL_ROWS, columns: ['a'], files: [], offset: 0, limit: 10, cellLength: 9 }, needs)).toEqual({ columns: ['a'], rows: [], total: 0, all: 0, offset: 0, cutCells: 0 })
  const { filters, order } = chooseRows({ filter: [{ column: 'day', is: 'missing' }], sort: [] }, columns)
  expect(await readRows({ filters, order, columns: ['a'], files: [], offset: 0, limit: 10, cellLength: 9 }, needs)).toMatchObject({ rows: [], total: 0 })
})

test('readRows() gives, for any filters, sorting and page, what plain code gives over all rows', async () => {
  const { rows: all } = await choose([], [], { offset: 0, limit: 100 })
  expect(all.length).toBe(20)
  const values = fc.oneof(
    { weight: 3, arbitrary: fc.nat(columns.length - 1).chain((at) => fc.constantFrom(...all.map((row) => row[at] ?? 'x'))) },
    fc.string({ unit: fc.constantFrom(...'aAb%_가\'"\\;- ㅎz0159.') }), fc.constantFrom('9007199254740992', '9007199254740993', '9007199254740992.0', '9007199254740993e0', '1e38', '1e3', '-1', '2024-02-28', '2024-01-01 10:00:01', '09:30:00', 'true'),
  )
  const filters = fc.array(fc.record({ column: fc.constantFrom(...columns.map(({ name }) => name)), is: fc.constantFrom(...ROW_TESTS), value: values }).filter(fits), { maxLength: 3 })
  const orders = fc.uniqueArray(fc.record({ column: fc.constantFrom(...columns.map(({ name }) => name)), direction: fc.constantFrom('ascending', 'descending') }), { maxLength: 3, selector: ({ column }) => column })
  let [narrowed, sorted] = [0, 0]
  await fc.assert(fc.asyncProperty(filters, orders, fc.nat(22), fc.integer({ min: 1, max: 25 }), async (filter, sort, offset, limit) => {
    const answer = await choose(filter, sort, { offset, limit })
    const left = all.filter((row) => filter.every((one) => passes(row, one)))
    const expected = left.toSorted((one, other) => sort.reduce((found, order) => found || compare(one, other, order), 0))
    expect(answer).toMatchObject({ total: left.length, all: 20, rows: expected.slice(offset, offset + limit) })
    if (left.length > 0 && left.length < 20) narrowed++
    if (sort.length > 0 && left.length > 1) sorted++
  }), { numRuns: 300 })
  expect(Math.min(narrowed, sorted), 'the property was tried on rows that it moves and leaves out').toBeGreaterThan(30)
})

test.each([['equals', '9007199254740993'], ['at-least', '9007199254740993'], ['equals', '9007199254740992'], ['equals', '9007199254740992.0']] as const)('readRows() tells whole numbers apart that a double does not: %s %s', async (is, value) => {
  const { rows } = await choose([{ column: 'k0', is, value }], [], { offset: 0, limit: 20 })
  expect([rows.length, new Set(rows.map((row) => row[placeOf('k0')]))]).toEqual([5, new Set([value.replace('.0', '')])])
})

test.each(["x' or '1'='1", '"; drop table data; --', "') union all select * from read_text('/etc/passwd') --", '\u0000', '%'])('readRows() takes the value %j for nothing but a value', async (value) => {
  expect(await choose([{ column: HARD, is: 'equals', value }], [], { offset: 0, limit: 20 })).toMatchObject({ rows: [], total: 0, all: 20 })
})

const typeOf = (column: string) => columns.find(({ name }) => name === column)?.type ?? 'text'
const placeOf = (column: string) => columns.findIndex(({ name }) => name === column)

function fits(filter: RowFilter): boolean {
  try {
    chooseRows({ filter: [filter], sort: [] }, columns)
    return true
  } catch {
    return false
  }
}

/** What a cell is compared by: itself as text, or its number; whole numbers exactly, others by their double. */
function keyOf(text: string, type: string): string | number | bigint {
  if (type === 'integer' && /^-?\d+$/.test(text)) return BigInt(text)
  if (type === 'integer' || type === 'decimal') return Number(text.replace('inf', 'Infinity'))
  if (type === 'boolean') return text === 'true' ? 1 : 0
  return text.replace(/^(\d{4}-\d{2}-\d{2})T/, '$1 ')
}

function passes(row: readonly (string | null)[], { column, is, value = '' }: RowFilter): boolean {
  const cell = row[placeOf(column)] ?? null
  if (is === 'missing' || cell === null) return is === 'missing' && cell === null
  if (is === 'contains') return cell.toLowerCase().includes(value.toLowerCase())
  const type = typeOf(column)
  const [one, other] = [keyOf(cell, type), keyOf(type === 'timestamp' && value.length === 10 ? `${value} 00:00:00` : value, type)]
  if (is === 'equals') return typeof one === 'string' ? one === other : rank(one, other) === 0
  return is === 'at-least' ? one >= other : one <= other
}

function compare(one: readonly (string | null)[], other: readonly (string | null)[], { column, direction }: RowOrder): number {
  const [a, b] = [one, other].map((row) => row[placeOf(column)] ?? null)
  if (typeof a !== 'string' || typeof b !== 'string') return Number(typeof a !== 'string') - Number(typeof b !== 'string')
  const [first, second] = [keyOf(a, typeOf(column)), keyOf(b, typeOf(column))]
  return (direction === 'ascending' ? 1 : -1) * rank(first, second)
}

/** By code points, which are UTF-8's bytes; what is no number is above all numbers. */
function rank(one: string | number | bigint, other: string | number | bigint): number {
  if (typeof one === 'string' && typeof other === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other))
  if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other))
  return one < other ? -1 : one > other ? 1 : 0
}
