import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { hierarchicalMeasures, nodeCell, worstOf } from './class-values.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

test('hierarchicalMeasures() moves surpluses to deficits as near as can be', async () => {
  const engine = scratch.engine()
  // Two branches of two values each; the classes hold one value, two of a branch, one of each, and all.
  await engine.run(sql`create or replace temporary table value_nodes as select * from (values (1, 0.25, 1, 1, 1), (2, 0.25, 2, 1, 1), (3, 0.25, 3, 2, 1), (4, 0.25, 4, 2, 1)) v(id, q, n0, n1, n2)`)
  await engine.run(sql`create or replace temporary table class_values as select * from (values (1, 1, 1.0), (2, 1, 0.5), (2, 2, 0.5), (3, 1, 0.5), (3, 3, 0.5), (4, 1, 0.25), (4, 2, 0.25), (4, 3, 0.25), (4, 4, 0.25)) v(class, id, p)`)
  const { rows } = await engine.table(sql`select class, measure::double from (${hierarchicalMeasures(2)}) order by class`)
  expect(rows).toEqual([[1, 0.25 / 2 + 0.5], [2, 0.5], [3, 0.5 / 2], [4, 0]])
})

test('worstOf() finds the worst in either direction, and says where there is none', async () => {
  const engine = scratch.engine()
  const measures = sql`select unnest([3, 1, 2]) as measure`
  expect(await worstOf(measures, { isBetter: 'larger', breaks: sql`measure < 3` }, { engine })).toEqual({ worst: 1, classes: 3, breaking: 2 })
  expect(await worstOf(measures, { isBetter: 'smaller', breaks: sql`measure > 3` }, { engine })).toEqual({ worst: 3, classes: 3, breaking: 0 })
  expect(await worstOf(sql`select 1 as measure where false`, { isBetter: 'smaller', breaks: sql`true` }, { engine })).toEqual({ worst: null, classes: 0, breaking: 0 })
})

test('nodeCell() names the column of a level', () => {
  expect(nodeCell(0)).toEqual(sql`"n0"`)
})
