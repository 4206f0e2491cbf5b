import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ValueType } from '#dam/dataset/table.ts'
import { sql } from '#platform/engines/sql-text.ts'
import { expectValues } from './expected-values.ts'
import { type Cell, writeTable } from './made-release.fixture.ts'
import { readRecipe } from './read-recipe.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'

const scratch = scratchEngine()

const CASES: { treatment: string; type: ValueType; disk: string; values: Cell[]; expected: unknown[] }[] = [
  { treatment: 'keep', type: 'integer', disk: 'BIGINT', values: ['7', null, 'x'], expected: [7, null, null] },
  { treatment: 'keep', type: 'text', disk: 'VARCHAR', values: ['가 ', null], expected: ['가 ', null] },
  { treatment: '{round: 10}', type: 'integer', disk: 'BIGINT', values: ['15', '-15', '14', '0', null], expected: [20, -20, 10, 0, null] },
  { treatment: '{round: 0.5}', type: 'decimal', disk: 'DOUBLE', values: ['0.25', '-0.25', '0.2'], expected: [0.5, -0.5, 0] },
  { treatment: '{round: 0.5}', type: 'integer', disk: 'DOUBLE', values: ['3'], expected: [3] },
  { treatment: '{top-code: 90}', type: 'integer', disk: 'BIGINT', values: ['89', '91', null], expected: [89, 90, null] },
  { treatment: '{bottom-code: 1.5}', type: 'decimal', disk: 'DOUBLE', values: ['1', '2', null], expected: [1.5, 2, null] },
  { treatment: '[{bottom-code: 10}, {round: 20}]', type: 'integer', disk: 'BIGINT', values: ['1', '31'], expected: [20, 40] },
  { treatment: '{mask: {first: 1, last: 1}}', type: 'text', disk: 'VARCHAR', values: ['김철수', '김수', '😀ab😀', '', null], expected: ['김*수', '**', '😀**😀', '', null] },
  { treatment: '{mask: {with: "#"}}', type: 'text', disk: 'VARCHAR', values: ['abc'], expected: ['###'] },
  { treatment: '{generalise: 1}', type: 'text', disk: 'VARCHAR', values: ['abc', null], expected: ['*', null].map(() => '*') },
]

test.each(CASES)('expectValues() recomputes $treatment of a column of $type', async ({ treatment, type, disk, values, expected }) => {
  const engine = scratch.engine()
  const file = join(scratch.folder(), 'delivery.parquet')
  await writeTable(file, [{ name: 'x', type: 'text' }], values.map((value) => [value]), sql`compression zstd`, engine)
  const promises = readRecipe(`dataset: {name: a/b}\ncolumns: {x: {role: plain, do: ${treatment}}}\nrelease: {version: 1.0.0}`)
  const [promise] = promises.columns
  const release = { folder: '', columns: [{ name: 'x', type: disk, ...(promise && { promise }) }], quasi: [] }
  const table = { file, rows: values.length, columns: [{ name: 'x', type, stored: 'text' as const }] }
  const { rows, columns: [column] } = await expectValues({ release, table }, { engine })
  const got = await engine.table(sql`select ${column?.cell ?? sql`null`} from ${rows} order by s.row`)
  expect(got.rows.map(([cell]) => cell)).toEqual(expected)
})

test('a column whose hierarchy is a file that the release does not carry is left, and named', async () => {
  const engine = scratch.engine()
  const file = join(scratch.folder(), 'left.parquet')
  await writeTable(file, [{ name: 'x', type: 'text' }], [['a']], sql`compression zstd`, engine)
  const [promise] = readRecipe('dataset: {name: a/b}\ncolumns: {x: {role: plain, do: {generalise: 1}, hierarchy: {file: h.csv}}}\nrelease: {version: 1.0.0}').columns
  const release = { folder: '', columns: [{ name: 'x', type: 'VARCHAR', ...(promise && { promise }) }], quasi: [] }
  const { columns, left } = await expectValues({ release, table: { file, rows: 1, columns: [{ name: 'x', type: 'text', stored: 'text' }] } }, { engine })
  expect([columns, left]).toEqual([[], ['x']])
})
