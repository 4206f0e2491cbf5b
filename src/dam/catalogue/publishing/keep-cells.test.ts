import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepCells } from './keep-cells.ts'
import { ALL_ROWS } from './choose-rows.ts'
import type { RowsRequest } from './read-rows.ts'

const TOTAL = 5000

/** Rows whose cells say what they are; counts how often they are read. */
function counted() {
  const asked: RowsRequest[] = []
  const readCells = (request: RowsRequest) => {
    asked.push(request)
    const { columns, files, offset, limit, cellLength } = request
    const rows = Math.max(0, Math.min(limit, TOTAL - offset))
    return Promise.resolve(Array.from({ length: rows }, (_, place) => columns.map((column) => (column === 'none' ? null : `${files[0]?.path} ${column} ${offset + place}`.slice(0, cellLength + 1)))))
  }
  return { asked, readCells }
}

const page = (offset: number, given: Partial<RowsRequest> = {}): RowsRequest => ({ columns: ['a', 'none'], files: [{ path: '/one', rows: TOTAL }], offset, limit: 20, cellLength: 200, ...ALL_ROWS, ...given })

test('keepCells() gives the very cells of any page, of any files, however little it keeps', async () => {
  const { readCells } = counted()
  const keeping = [keepCells(readCells, { mostCharacters: 1e9 }), keepCells(readCells, { mostCharacters: 100_000 }), keepCells(readCells, { mostCharacters: 0 })]
  const requests = fc.record({
    offset: fc.nat(TOTAL + 200), limit: fc.integer({ min: 1, max: 100 }), cellLength: fc.constantFrom(1, 5, 200, 201), path: fc.constantFrom('/one', '/two'), width: fc.integer({ min: 1, max: 200 }),
  }).map(({ path, width, ...rest }): RowsRequest => ({ ...ALL_ROWS, ...rest, columns: Array.from({ length: width }, (_, place) => `c${place}`), files: [{ path, rows: TOTAL }] }))
  await fc.assert(fc.asyncProperty(fc.array(requests, { minLength: 1, maxLength: 5 }), async (asked) => {
    for (const keep of keeping) for (const request of asked) expect(await keep(request)).toEqual(await readCells(request))
  }), { numRuns: 40 })
})

test('keepCells() reads a block once for all who look at it, at once or later', async () => {
  const { asked, readCells } = counted()
  const keep = keepCells(readCells, { mostCharacters: 1e9 })
  await Promise.all(Array.from({ length: 200 }, (_, place) => keep(page(place * 3))))
  await keep(page(700))
  expect(asked.length).toBe(1)
  await keep(page(0, { files: [{ path: '/two', rows: TOTAL }] }))
  await keep(page(0, { cellLength: 9 }))
  await keep(page(0, { filters: [{ column: 'a', type: 'text', is: 'contains', value: 'x' }] }))
  await keep(page(0, { order: [{ column: 'a', direction: 'descending' }] }))
  await keep(page(0, { order: [{ column: 'a', direction: 'ascending' }] }))
  expect(asked.length).toBe(6)
})

test('keepCells() forgets what was looked at longest ago', async () => {
  const { asked, readCells } = counted()
  // Two columns make blocks of 8,192 rows: each file is one.
  const keep = keepCells(readCells, { mostCharacters: 2.5 * TOTAL * (24 + 24 + 11) })
  const look = (path: string) => keep(page(0, { files: [{ path, rows: TOTAL }] }))
  for (const path of ['/one', '/two', '/one', '/three', '/one']) await look(path)
  expect(asked.map(({ files }) => files[0]?.path)).toEqual(['/one', '/two', '/three'])
  await look('/two')
  expect(asked.length).toBe(4)
})

test('keepCells() counts what was asked beside what came: long questions with short answers do not fill the memory', async () => {
  const { asked, readCells } = counted()
  const short = keepCells(async (request) => (await readCells(request)).slice(0, 1), { mostCharacters: 50_000 })
  const look = (place: number) => short(page(0, { filters: [{ column: 'a', type: 'text', is: 'equals', value: `${place} ${'x'.repeat(9000)}` }] }))
  for (let place = 0; place < 10; place++) await look(place)
  await look(9)
  expect(asked.length).toBe(10)
  await look(0)
  expect(asked.length).toBe(11)
})

test('keepCells() reads again what could not be read, and long cells each time', async () => {
  const { asked, readCells } = counted()
  let fails = true
  const keep = keepCells((request) => (fails ? Promise.reject(new Error('no')) : readCells(request)), { mostCharacters: 1e9 })
  await expect(keep(page(0))).rejects.toThrow('no')
  fails = false
  expect((await keep(page(0))).length).toBe(20)
  for (let time = 0; time < 2; time++) await keep(page(0, { cellLength: 10_000 }))
  expect(asked.map(({ limit }) => limit)).toEqual([8192, 20, 20])
})
