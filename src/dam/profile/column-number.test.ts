import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Column } from '#dam/dataset/table.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { numberValue, typedValue } from './column-number.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'

const { engine } = await openBench()
const Row = z.object({ number: z.number().nullable() })

test.each([
  { type: 'integer', text: '007', number: 7 },
  { type: 'decimal', text: '1.5', number: 1.5 },
  { type: 'decimal', text: 'NaN', number: null },
  { type: 'decimal', text: 'inf', number: null },
  { type: 'integer', text: 'seven', number: null },
  { type: 'date', text: '1970-01-11', number: 10 },
  { type: 'date', text: '0001-01-01', number: -719_162 },
  { type: 'date', text: 'infinity', number: null },
  { type: 'timestamp', text: '1970-01-01 00:01:00', number: 60 },
] as const)('reads $text of type $type as $number', async ({ type, text, number }) => {
  const column: Column = { name: 'a', type, stored: 'text' }
  const expression = numberValue(column) ?? sql`null`
  expect(await engine.queryOne(sql`select ${expression} as number from (select ${literal(text)} as a)`, Row)).toEqual({ number })
})

test('texts, booleans and times have no number', () => {
  expect((['text', 'boolean', 'time'] as const).map((type) => numberValue({ name: 'a', type, stored: 'text' }))).toEqual([undefined, undefined, undefined])
})

test('a native column is its own value', () => {
  expect(typedValue({ name: 'a', type: 'date', stored: 'native' }).pieces).toEqual(['"a"'])
})
