import { expect, test } from 'vitest'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { rangeCondition } from './range-condition.ts'

const { engine } = await openBench()

test.each([
  { type: 'integer', value: '5', bounds: { min: 0, max: 5 }, keeps: true },
  { type: 'integer', value: '6', bounds: { min: 0, max: 5 }, keeps: false },
  { type: 'integer', value: null, bounds: { min: 0 }, keeps: null },
  { type: 'decimal', value: 'NaN', bounds: { min: 0 }, keeps: false },
  { type: 'decimal', value: '-0.5', bounds: { max: 0 }, keeps: true },
  { type: 'text', value: 'many', bounds: { min: 0 }, keeps: false },
  { type: 'text', value: '12', bounds: { min: 0 }, keeps: true },
  { type: 'date', value: '2024-12-31', bounds: { max: '2024-12-31' }, keeps: true },
  { type: 'date', value: '2025-01-01', bounds: { max: '2024-12-31' }, keeps: false },
  { type: 'timestamp', value: '2024-12-31 23:59:00', bounds: { max: '2024-12-31' }, keeps: true },
  { type: 'timestamp', value: '2024-12-31 23:59:00', bounds: { max: '2024-12-31T12:00' }, keeps: false },
] as const)('$value of type $type within $bounds: $keeps', async ({ type, value, bounds, keeps }) => {
  const condition = rangeCondition({ name: 'a', type, stored: 'text' }, bounds)
  expect((await engine.table(sql`select ${condition} from (select ${literal(value)}::varchar as a)`)).rows).toEqual([[keeps]])
})

test.each([
  { type: 'integer', bounds: {} },
  { type: 'integer', bounds: { min: '2024-01-01' } },
  { type: 'date', bounds: { min: 3 } },
  { type: 'date', bounds: { min: '2024-02-30' } },
  { type: 'boolean', bounds: { min: 0 } },
] as const)('bounds $bounds of a column of type $type are refused', ({ type, bounds }) => {
  expect(() => rangeCondition({ name: 'a', type, stored: 'text' }, bounds)).toThrow(expect.objectContaining({ code: 'bad-recipe' }))
})
