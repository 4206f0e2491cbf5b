import { expect, test } from 'vitest'
import { z } from 'zod'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { favourableCell } from './favourable-cell.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()
const TYPES = { BIGINT: sql`bigint`, DOUBLE: sql`double`, BOOLEAN: sql`boolean`, VARCHAR: sql`varchar`, DATE: sql`date` }

test.each([
  ['BIGINT', 1, ['1'], ['0', '2']], ['BIGINT', '1', ['1'], ['0']], ['BIGINT', 'yes', [], ['1', '0']], ['DOUBLE', '1', ['1', '1.0'], ['2.5']],
  ['DOUBLE', { 'at-least': 2.5 }, ['2.5', '9'], ['2.4']], ['BIGINT', { 'at-most': 3 }, ['3', '-4'], ['4']],
  ['BOOLEAN', true, ['true'], ['false']], ['BOOLEAN', 'yes', ['true'], ['false']], ['BOOLEAN', 'no', ['false'], ['true']], ['BOOLEAN', 'hired', [], ['true', 'false']],
  ['VARCHAR', 1, ['1', '01', '1.0'], ['x', '2', '']], ['VARCHAR', '1', ['1'], ['01', '1.0']], ['VARCHAR', true, ['true', 'yes'], ['no', 'x']], ['VARCHAR', 'hired', ['hired'], ['Hired', '']],
  ['DATE', '2026-01-31', ['2026-01-31'], ['2026-02-01']],
] as const)('a label of %s is favourable by %j: %j, not %j', async (type, favourable, yes, no) => {
  const is = async (value: string | null) => (await scratch.engine().queryOne(sql`select ${favourableCell(sql`cell`, type, favourable)} as answer from (select cast(${literal(value)} as ${TYPES[type]}) as cell)`, z.object({ answer: z.boolean().nullable() }))).answer
  for (const value of yes) expect(await is(value)).toBe(true)
  for (const value of no) expect(await is(value)).toBe(false)
  expect(await is(null)).toBeNull()
})

test('a range of texts is refused', () => {
  expect(() => favourableCell(sql`cell`, 'VARCHAR', { 'at-least': 5 })).toThrow('a range')
})
