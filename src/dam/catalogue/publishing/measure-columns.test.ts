import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { identifier, sql, writtenByOthers } from '#platform/engines/sql-text.ts'
import { measureColumnsBy } from './measure-columns.ts'

let bench: Awaited<ReturnType<typeof openBench>>
let path = ''
const HARD = 'a "b" $HOME `x` \\ \'c\''
const TYPES = { id: 'text', band: 'text', cost: 'integer', few: 'integer', share: 'decimal', day: 'date', truth: 'boolean', nothing: 'text', word: 'text', odd: 'decimal', far: 'integer', [HARD]: 'text' } as const
beforeAll(async () => {
  bench = await openBench()
  path = (await bench.makeTable(sql`
    select 'P' || i as id, ['[20, 40)', '[0, 20)', '[100, 120)', '*'][1 + i % 4] as band, case when i % 10 = 0 then null else (i * 7) % 1000 end as cost, 1 + i % 3 as few, i / 1000 as share,
      date '2024-01-15' + (i * 2)::integer as day, i % 4 = 0 as truth, null::varchar as nothing, 'w' || (i % 25) as word, case when i = 0 then 'NaN'::double else i end as odd, case when i < 500 then i else i + 9000 end as far, 'y' as ${identifier(HARD)}
    from range(1000) t(i)`, TYPES)).file
})
afterAll(() => bench.engine.close())

const measure = () => measureColumnsBy({ use: (work) => work(bench.engine), close() {} })({
  columns: Object.entries(TYPES).map(([name, type]) => ({ name, type, role: null, missingShare: null, distinct: null })), files: [{ path, rows: 1000 }],
})

test('measureColumns() tells of each column what is missing, different, smallest, largest and mean', async () => {
  const { rows, columns } = await measure()
  expect(rows).toBe(1000)
  expect(columns.map(({ name, missing, distinct, smallest, largest, mean }) => [name, missing, distinct, smallest, largest, mean])).toEqual([
    ['id', 0, 1000, null, null, null], ['band', 0, 4, null, null, null], ['cost', 100, 900, '1', '999', 500], ['few', 0, 3, '1', '3', 1.999], ['share', 0, 1000, '0.0', '0.999', 0.4995],
    ['day', 0, 1000, '2024-01-15', '2029-07-05', null], ['truth', 0, 2, null, null, null], ['nothing', 1000, 0, null, null, null], ['word', 0, 25, null, null, null], ['odd', 0, 1000, '1.0', 'nan', null], ['far', 0, 1000, '0', '9999', 4999.5], [HARD, 0, 1, null, null, null],
  ])
})

test('measureColumns() draws ranges without gaps, values in their own order, and nothing where all differ or are missing', async () => {
  const charts = new Map((await measure()).columns.map(({ name, chart }) => [name, chart]))
  expect(charts.get('id')).toEqual({ kind: 'none', because: 'all-different' })
  expect(charts.get('nothing')).toEqual({ kind: 'none', because: 'all-missing' })
  expect(charts.get('band')).toEqual({ kind: 'values', others: 0, bars: ['[0, 20)', '[20, 40)', '[100, 120)', '*'].map((value) => ({ value, count: 250 })) })
  expect(charts.get('few')).toEqual({ kind: 'values', others: 0, bars: [{ value: '1', count: 334 }, { value: '2', count: 333 }, { value: '3', count: 333 }] })
  expect(charts.get('truth')).toEqual({ kind: 'values', others: 0, bars: [{ value: 'false', count: 750 }, { value: 'true', count: 250 }] })
  expect(charts.get('word')).toMatchObject({ kind: 'values', others: 200, bars: { length: 20, 0: { value: 'w0', count: 40 } } })
  expect(charts.get('day')).toMatchObject({ kind: 'ranges', bars: { 0: { from: '2024-01', to: '2024-04', count: 39 } } })
  for (const [name, present] of [['cost', 900], ['share', 1000], ['day', 1000], ['far', 1000]] as const) {
    const chart = charts.get(name)
    const bars = chart?.kind === 'ranges' ? chart.bars : []
    expect([name, bars.reduce((sum, { count }) => sum + count, 0)]).toEqual([name, present])
    expect(bars.slice(1).map(({ from }) => from)).toEqual(bars.slice(0, -1).map(({ to }) => to))
  }
})

test('measureColumns() tells commands that give the very numbers again, through a shell', async () => {
  const { columns } = await measure()
  // The shell itself takes the quotes off, as it does for whoever pastes the command.
  const ask = async (command: string) => {
    const question = execFileSync('sh', ['-c', command.replace(/^duckdb -c/, 'printf %s')], { encoding: 'utf8' })
    return (await bench.engine.table(writtenByOthers(question.replace("'data/*.parquet'", `'${path}'`)))).rows
  }
  for (const { name, missing, distinct, smallest, largest, mean, chart, recompute } of columns) {
    const [[...summary] = []] = await ask(recompute.summary)
    expect([name, ...summary.slice(0, 4)]).toEqual([name, missing, distinct, smallest, largest])
    expect([name, mean === null || Math.abs(Number(summary[4]) - mean) < 1e-9]).toEqual([name, true])
    expect([name, recompute.chart === null]).toEqual([name, chart.kind === 'none'])
    if (recompute.chart === null || chart.kind === 'none') continue
    const counts = chart.bars.map(({ count }) => count).filter((count) => count > 0)
    expect([name, (await ask(recompute.chart)).map(([, rows]) => Number(rows)).toSorted((a, b) => a - b)]).toEqual([name, counts.toSorted((a, b) => a - b)])
  }
})

test('measureColumns() of a release without rows counts nothing', async () => {
  const none = await measureColumnsBy({ use: (work) => work(bench.engine), close() {} })({ columns: [{ name: 'a', type: 'text', role: null, missingShare: null, distinct: null }], files: [] })
  expect(none).toMatchObject({ rows: 0, columns: [{ missing: 0, chart: { kind: 'none' }, recompute: { chart: null } }] })
})
