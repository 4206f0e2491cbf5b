import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import type { ValueType } from '#dam/dataset/table.ts'
import type { Favourable } from '#dam/recipe/recipe.ts'
import { listLiteral, literal, sql } from '#platform/engines/sql-text.ts'
import { recipeWith } from './audited.fixture.ts'
import { describeFavourable, favourableCondition, findFairnessColumns } from './fairness-columns.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

test.each<{ type: ValueType; favourable: Favourable; values: readonly (string | null)[]; found: readonly (boolean | null)[] }>([
  { type: 'integer', favourable: 1, values: ['1', '01', '0', null, 'none'], found: [true, true, false, null, null] },
  { type: 'integer', favourable: '1', values: ['1', '2'], found: [true, false] },
  { type: 'decimal', favourable: { 'at-least': 0.5 }, values: ['0.5', '0.49', null], found: [true, false, null] },
  { type: 'decimal', favourable: { 'at-most': 3 }, values: ['3', '3.01'], found: [true, false] },
  { type: 'text', favourable: 'yes', values: ['yes', 'Yes', '', null], found: [true, false, false, null] },
  // Text that is no number is a value like any other.
  { type: 'text', favourable: 1, values: ['1', '1.0', 'one', null], found: [true, true, false, null] },
  { type: 'text', favourable: true, values: ['true', 'false', 'perhaps', null], found: [true, false, false, null] },
  { type: 'boolean', favourable: true, values: ['true', 'false', null], found: [true, false, null] },
  { type: 'boolean', favourable: 'false', values: ['true', 'false', null], found: [false, true, null] },
])('of $type, $favourable is favourable in $values: $found', async ({ type, favourable, values, found }) => {
  const condition = favourableCondition({ name: 'y', type, stored: 'text' }, favourable)
  const { rows } = await bench.engine.table(sql`select ${condition} from (select unnest(${listLiteral(values)}::varchar[]) as y)`)
  expect(rows.map(([is]) => is)).toEqual(found)
})

test('a range of a column without numbers is refused', () => {
  expect(() => favourableCondition({ name: 'y', type: 'text', stored: 'text' }, { 'at-least': 1 })).toThrow(expect.objectContaining({ code: 'bad-recipe' }))
})

const NAMES = ['sex', 'age', 'y', 'said', 'score']
const table = { file: 'made.parquet', rows: 1, columns: NAMES.map((name) => ({ name, type: name === 'score' ? 'decimal' as const : 'text' as const, stored: 'text' as const })) }
const find = (told: Parameters<typeof recipeWith>[0]) => findFairnessColumns(table, recipeWith(told, NAMES).fairness ?? { label: '', favourable: '', groups: [], tolerance: 0, 'smallest-cell': 0, weights: false })

test('findFairnessColumns() finds groups in their order, the label and the prediction', () => {
  const found = find({ label: 'y', favourable: 'yes', groups: ['age', 'sex'], prediction: { column: 'said', score: 'score' } })
  expect([found.groups.map(({ name }) => name), found.label.name, found.prediction?.column.name, found.prediction?.score?.name]).toEqual([['age', 'sex'], 'y', 'said', 'score'])
  // Without a word of its own the prediction's favourable value is the label's.
  expect(found.prediction?.isFavourable.values ?? []).toEqual(sql`${literal('yes')}`.values)
  expect(find({ label: 'y', favourable: 'yes', groups: ['age'] })).not.toHaveProperty('prediction')
})

test.each([
  [{ label: 'y', favourable: 'yes', groups: ['sex', 'age', 'sex'] }, 'names ‘sex’ twice'],
  [{ label: 'sex', favourable: 'yes', groups: ['sex'] }, '‘sex’ as a group and as an outcome'],
  [{ label: 'y', favourable: 'yes', groups: ['age', 'said'], prediction: { column: 'said' } }, '‘said’ as a group and as an outcome'],
  [{ label: 'y', favourable: 'yes', groups: ['age', 'score'], prediction: { column: 'said', score: 'score' } }, '‘score’ as a group and as an outcome'],
  [{ label: 'y', favourable: 'yes', groups: ['age'], prediction: { column: 'said', score: 'sex' } }, 'names ‘sex’, which holds text'],
  [{ label: 'gone', favourable: 'yes', groups: ['age'] }, '‘gone’ that the data does not have'],
])('findFairnessColumns() refuses %j', (told, sentence) => {
  expect(() => find(told)).toThrow(expect.objectContaining({ code: 'bad-recipe', message: expect.stringContaining(sentence) }))
})

test('describeFavourable() reads as people say it', () => {
  expect([1, true, 'yes', { 'at-least': 50_000 }, { 'at-most': 3 }].map(describeFavourable)).toEqual(['1', 'true', 'yes', '≥ 50000', '≤ 3'])
})
