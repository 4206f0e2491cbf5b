import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { listLiteral, sql } from '#platform/engines/sql-text.ts'
import { recipeWith } from './audited.fixture.ts'
import { countCells } from './count-cells.ts'
import { findFairnessColumns } from './fairness-columns.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

async function countScores(scores: readonly (string | null)[], labels: readonly (string | null)[] = scores.map(() => '1')) {
  const table = await bench.makeTable(sql`select 'a' as g, unnest(${listLiteral(scores)}::varchar[]) as score, unnest(${listLiteral(labels)}::varchar[]) as y, '1' as said`, { g: 'text', score: 'decimal', y: 'integer', said: 'integer' })
  const { fairness } = recipeWith({ label: 'y', favourable: 1, groups: ['g'], prediction: { column: 'said', score: 'score' } }, ['g', 'score', 'y', 'said'])
  if (!fairness) throw new Error('The recipe was made with fairness')
  return countCells({ file: table.file, columns: findFairnessColumns(table, fairness) }, bench)
}

test('countCells() puts each score of a row with a label into its tenth, the highest into the last', async () => {
  const { cells: [cell], scoreRange } = await countScores(['0', '0.1', '0.99', '1', null, 'inf', '0.5'], ['1', '0', '1', '0', '1', '1', null])
  expect(scoreRange).toEqual({ low: 0, high: 1 })
  expect(cell).toMatchObject({ rows: 7, favourable: 4, unfavourable: 2, predicted: 7, selected: 7, binRows: [1, 1, 0, 0, 0, 0, 0, 0, 0, 2], binFavourable: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1], binPredicted: [1, 1, 0, 0, 0, 0, 0, 0, 0, 2], binSelected: [1, 1, 0, 0, 0, 0, 0, 0, 0, 2] })
  expect(cell?.binScores.at(-1)).toBeCloseTo(1.99, 12)
})

test('countCells() takes the tenths from the lowest to the highest score where they are no shares', async () => {
  const { cells: [cell], scoreRange } = await countScores(['-10', '0', '10', '-9'])
  expect([scoreRange, cell?.binRows]).toEqual([{ low: -10, high: 10 }, [2, 0, 0, 0, 0, 1, 0, 0, 0, 1]])
  const { cells: [single] } = await countScores(['7', '7'])
  expect(single?.binRows).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0])
})

test('countCells() lists the values of each group with the missing one last, and its statement counts the same again', async () => {
  const table = await bench.makeTable(sql`select ['b', 'a', null, 'b'][i::integer + 1] as g, '1' as y from range(4) rows(i)`, { g: 'text', y: 'integer' })
  const { fairness } = recipeWith({ label: 'y', favourable: 1, groups: ['g'] }, ['g', 'y'])
  if (!fairness) throw new Error('The recipe was made with fairness')
  const { values, cells, recompute } = await countCells({ file: table.file, columns: findFairnessColumns(table, fairness) }, bench)
  expect(values).toEqual([['a', 'b', null]])
  expect(cells.map(({ codes: [code], rows }) => [code, rows]).toSorted()).toEqual([[0, 1], [1, 2], [2, 1]])
  const { rows } = await bench.engine.table({ pieces: [recompute.replace('delivery.parquet', table.file)], values: [] })
  expect(rows).toHaveLength(3)
})

test('countCells() refuses a group of more than 200 values', async () => {
  const table = await bench.makeTable(sql`select 'v' || i as g, '1' as y from range(201) rows(i)`, { g: 'text', y: 'integer' })
  const { fairness } = recipeWith({ label: 'y', favourable: 1, groups: ['g'] }, ['g', 'y'])
  if (!fairness) throw new Error('The recipe was made with fairness')
  await expect(countCells({ file: table.file, columns: findFairnessColumns(table, fairness) }, bench)).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('‘g’, which has more than 200 values') })
})
