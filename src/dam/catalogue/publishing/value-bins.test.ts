import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { z } from 'zod'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { chooseBins } from './value-bins.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => bench.engine.close())

const binOf = async (type: string, [smallest, largest]: readonly [string, string], value: string) => {
  const bins = chooseBins({ name: 'a', type }, { smallest, largest })
  if (!bins) return undefined
  const stored = { integer: sql`bigint`, decimal: sql`double`, date: sql`date`, timestamp: sql`timestamp`, time: sql`time` }[type] ?? sql`varchar`
  const { bin } = await bench.engine.queryOne(sql`select ${bins.bin} as bin from (select ${value}::${stored} as a)`, z.object({ bin: z.number() }))
  return [bins.begin(bin), bins.begin(bin + 1)]
}

test.each([
  { type: 'integer', range: ['0', '890'], value: '437', found: ['400', '450'] }, { type: 'integer', range: ['1', '3'], value: '2', found: ['2', '3'] }, { type: 'integer', range: ['-40', '40'], value: '-1', found: ['-5', '0'] },
  { type: 'decimal', range: ['0', '1'], value: '0.31', found: ['0.3', '0.35'] }, { type: 'decimal', range: ['0', '0.002'], value: '0.00015', found: ['0.0001', '0.0002'] },
  { type: 'date', range: ['2024-01-03', '2024-01-20'], value: '2024-01-05', found: ['2024-01-05', '2024-01-06'] }, { type: 'date', range: ['2024-01-03', '2025-12-20'], value: '2024-12-05', found: ['2024-12', '2025-01'] },
  { type: 'date', range: ['1990-01-03', '2025-12-20'], value: '2024-12-05', found: ['2024', '2025'] }, { type: 'date', range: ['1700-01-03', '2025-12-20'], value: '1999-12-05', found: ['1990', '2000'] },
  { type: 'timestamp', range: ['2024-01-03 00:00:00', '2024-01-20 10:00:00'], value: '2024-01-05 23:59:59', found: ['2024-01-05', '2024-01-06'] }, { type: 'time', range: ['00:00:01', '23:00:00'], value: '09:59:59', found: ['09:00', '10:00'] },
] as const)('chooseBins() puts $value of $type into $found', async ({ type, range, value, found }) => {
  expect(await binOf(type, range, value)).toEqual(found)
})

test.each([['text', 'a', 'z'], ['boolean', 'false', 'true'], ['decimal', '-inf', '3'], ['decimal', '1', 'nan'], ['integer', '5', '5'], ['date', '2024-01-01', 'infinity'], ['date', '0044-03-15 (BC)', '2024-01-01'], ['decimal', '1000000000000', '1000000000000.001']])('chooseBins() has no ranges for %s from %s to %s', (type, smallest, largest) => {
  expect(chooseBins({ name: 'a', type }, { smallest, largest })).toBeUndefined()
})

test('chooseBins() puts any number between the bounds of its range, of which there are few', async () => {
  await fc.assert(fc.asyncProperty(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), async (least, span, share) => {
    const [value, most] = [least + span * share, least + span]
    const found = await binOf('decimal', [String(least), String(most)], String(value))
    if (found === undefined) return
    const [from, to] = found.map(Number)
    // A bound is told to twelve digits, and so may lie that far off.
    const width = Number(to) - Number(from)
    expect(Number(from)).toBeLessThanOrEqual(value + Math.abs(value) * 1e-11 + 1e-12)
    expect(Number(to)).toBeGreaterThanOrEqual(value - Math.abs(value) * 1e-11 - 1e-12)
    expect(span < Math.abs(least) * 1e-6 || (most - least) / width <= 21).toBe(true)
  }), { numRuns: 100 })
})
