import { expect, test } from 'vitest'
import { identifier, sql } from '#platform/engines/sql-text.ts'
import { countDomain, labelOf, leavesOf, levelCell } from './hierarchy-formulas.ts'
import type { RecipeHierarchy } from './read-recipe.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()
const WIDTHS: RecipeHierarchy = { kind: 'intervals', widths: [5, 10], from: 1 }

test.each<{ hierarchy: RecipeHierarchy; level: number; label: string }>([
  { hierarchy: WIDTHS, level: 1, label: '[6, 11)' },
  { hierarchy: WIDTHS, level: 2, label: '[1, 11)' },
  { hierarchy: { kind: 'prefix', lengths: [2, 0] }, level: 1, label: '7가*' },
  { hierarchy: { kind: 'prefix', lengths: [2, 0] }, level: 2, label: '*' },
  { hierarchy: { kind: 'frequency', kept: [3, 2] }, level: 1, label: '7가나' },
  { hierarchy: { kind: 'frequency', kept: [3, 2] }, level: 2, label: 'other:2' },
  { hierarchy: { kind: 'none' }, level: 0, label: '7가나' },
])('labelOf() writes $label on level $level', async ({ hierarchy, level, label }) => {
  const { rows } = await scratch.engine().table(sql`select ${labelOf(hierarchy, level)} from (select '7가나' as leaf, 7::double as value, 3 as place) v`)
  expect(rows).toEqual([[label]])
})

test('countDomain() spans the widest intervals that hold data, and leavesOf() their widths', async () => {
  const engine = scratch.engine()
  await engine.load('numbers', [{ name: 'value', type: 'double', values: [2, 33] }])
  expect(await countDomain(WIDTHS, { values: identifier('numbers'), rows: undefined, distinct: 2 }, engine)).toBe(40)
  const { rows } = await engine.table(sql`select ${leavesOf(WIDTHS, 2, true)}, ${leavesOf(WIDTHS, 0, true)}, ${leavesOf(WIDTHS, 0, false)}`)
  expect(rows).toEqual([[10, 1, 0]])
})

test('levelCell() names the column of a level', () => {
  expect(levelCell(2)).toEqual(identifier('l2'))
})
