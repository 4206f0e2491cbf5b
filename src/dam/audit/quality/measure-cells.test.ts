import { expect, test } from 'vitest'
import { sql } from '#platform/engines/sql-text.ts'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { measureCells } from './measure-cells.ts'

const { engine, folder, makeTable } = await openBench()
const table = await makeTable(sql`
  select unnest(['F', 'F', 'F', 'M', 'M', null]) as sex, unnest(['old', 'old', 'old', 'old', 'young', 'old']) as age`, { sex: 'text', age: 'text' })

test('every cell is told, the empty one too, and rows outside the plan', async () => {
  const { cells, facts } = await measureCells({ by: ['sex', 'age'], target: { equal: true }, tolerance: 0.1 }, { table, directory: folder }, { engine })
  expect(cells.map(({ cell, count, verdict, shortfall }) => [cell.map(({ value }) => value).join(), count, verdict, shortfall])).toEqual([
    ['F,old', 3, 'failed', 0], ['F,young', 0, 'failed', 2], ['M,old', 1, 'passed', 0], ['M,young', 1, 'passed', 0],
  ])
  expect(facts.map(({ id, measured, verdict }) => [id, measured, verdict])).toEqual([
    ['plan-cells', 2, 'failed'], ['plan-cells-outside', 1 / 6, 'failed'], ['plan-cells-distance', expect.closeTo(5 / 12, 12), 'noted'], ['plan-cells-small', 4, 'noted'],
  ])
})

test('where the recipe names persons, each cell tells how many it holds; rows without one are one person', async () => {
  const visits = await makeTable(sql`select unnest(['F', 'F', 'F', 'M']) as sex, unnest(['a', 'a', null, 'b']) as patient`, { sex: 'text', patient: 'text' })
  const { cells } = await measureCells({ by: ['sex'], target: { equal: true }, tolerance: 0.5 }, { table: visits, directory: folder, person: 'patient' }, { engine })
  expect(cells.map(({ count, persons }) => [count, persons])).toEqual([[3, 2], [1, 1]])
})
