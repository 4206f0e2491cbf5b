import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CollectReport, ProfileReport } from '#dam/dataset/reports.ts'
import { Recipe } from '#dam/recipe/recipe.ts'
import { columnsReleasedAsDelivered, publicProfile, smallestGroup } from './public-profile.ts'
import { columnProfile } from './release.fixture.ts'

const ROWS = 100
const collect: CollectReport = { originals: [{ name: 'a.csv', sha256: 'a', bytes: 1 }], table: { file: 'a', rows: ROWS, columns: [{ name: 'a', type: 'text', stored: 'text' }] }, dialect: {}, misfits: [], renamed: [] }
const how = { method: { en: 'Counted.', ko: '세었습니다.' }, recompute: 'datadam profile' }

function recipeOf(columns: Record<string, unknown>, more: Record<string, unknown> = {}): Recipe {
  return Recipe.parse({ datadam: 1, dataset: { name: 'a/b', title: 'b', licence: 'MIT', language: ['en'] }, source: { kind: 'csv', path: 'a.csv' }, columns, release: { version: '1.0.0' }, ...more })
}

function profileOf(columns: ProfileReport['columns']): ProfileReport {
  return { rows: ROWS, columns, duplicateRows: 0, keys: [], dependences: [], correlations: [], how }
}

test('a column that was changed keeps its counts only', () => {
  const recipe = recipeOf({ dropped: { role: 'identifier' }, token: { role: 'identifier', do: 'pseudonym' }, age: { role: 'quasi-identifier' }, pay: { role: 'sensitive', do: { 'top-code': 9 } }, note: { role: 'text', do: 'keep', 'accept-risk': 'read by hand' } })
  const { columns } = publicProfile(profileOf(['dropped', 'token', 'age', 'pay', 'note', 'unknown'].map((name) => columnProfile(name, ROWS))), { recipe, collect })
  for (const column of columns) expect(Object.keys(column)).toEqual(['name', 'type', 'missing', 'missingShare', 'distinct', 'distinctIsExact', 'top', 'role'])
})

test('a column released as delivered keeps what k rows or more share, without its lowest and highest value', () => {
  const { columns: [column] } = publicProfile(profileOf([columnProfile('pay', ROWS)]), { recipe: recipeOf({ pay: { role: 'sensitive' } }), collect })
  expect(column).toMatchObject({
    mean: 5, top: [{ value: 'common', count: 97 }], quantiles: [{ share: 0.5, value: 5 }], pattern: { shape: '99' },
    histogram: [{ from: 0, to: 40, count: 100 }],
  })
  expect(column).not.toHaveProperty('range')
  expect(column).not.toHaveProperty('length')
})

test('two columns keep what they say of each other only when both are released as delivered', () => {
  const recipe = recipeOf({ a: { role: 'plain' }, b: { role: 'plain', do: ['keep'] }, c: { role: 'quasi-identifier' } })
  const pairs: ProfileReport = { ...profileOf([]), keys: [['a'], ['a', 'c']], dependences: [{ from: 'a', to: 'b', strength: 1 }, { from: 'a', to: 'c', strength: 1 }], correlations: [{ a: 'c', b: 'b', measure: 'pearson', value: 1 }] }
  expect(publicProfile(pairs, { recipe, collect })).toMatchObject({ keys: [['a']], dependences: [{ to: 'b' }], correlations: [] })
})

test('a sample, or a cell that was blanked, means that no column, or not that column, is as delivered', () => {
  const columns = { a: { role: 'plain' }, b: { role: 'plain' } }
  expect(columnsReleasedAsDelivered(recipeOf(columns, { sample: { share: 0.5 } }), collect)).toEqual(new Set())
  const blanked: CollectReport = { ...collect, misfits: [{ column: 'a', type: 'integer', became: 'null', cells: 1, rows: [1] }, { column: 'b', type: 'integer', became: 'text', cells: 1, rows: [1] }] }
  expect(columnsReleasedAsDelivered(recipeOf(columns), blanked)).toEqual(new Set(['b']))
})

test('smallestGroup() is the recipe\'s k, else 5', () => {
  expect(smallestGroup(recipeOf({}))).toBe(5)
  expect(smallestGroup(recipeOf({}, { privacy: { models: [{ 'k-anonymity': 3 }, { 'k-anonymity': 11 }] } }))).toBe(11)
})

test('no bar, value or quantile of fewer than k rows is ever published, and no row is lost from a histogram that is', () => {
  const recipe = recipeOf({ pay: { role: 'plain' } })
  fc.assert(fc.property(fc.array(fc.nat(12), { maxLength: 12 }), fc.array(fc.nat(12), { maxLength: 10 }), (bars, counts) => {
    const column = { ...columnProfile('pay', ROWS), histogram: bars.map((count, place) => ({ from: place, to: place + 1, count })), top: counts.map((count) => ({ value: 'x', count })) }
    const { columns: [shown] } = publicProfile(profileOf([column]), { recipe, collect })
    const histogram = shown?.histogram ?? []
    expect(histogram.every(({ count }) => count === 0 || count >= 5)).toBe(true)
    const all = bars.reduce((sum, count) => sum + count, 0)
    expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(all >= 5 ? all : 0)
    const top = shown && Array.isArray(shown.top) ? shown.top : []
    expect(top.every(({ count }) => count >= 5)).toBe(true)
  }))
})
