import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench } from '#dam/dataset/made-table.fixture.ts'
import { auditLoans } from './made-audit.fixture.ts'

let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => { bench = await openBench() })
afterAll(() => { bench.engine.close() })

test('the query of every kind gives the figures of the audit again', async () => {
  const { table, report, recompute } = await auditLoans(bench)
  const run = async (query: string) => (await bench.engine.table({ pieces: [query.replace('delivery.parquet', table.file)], values: [] })).rows
  const [bySex] = report.crossings
  const cells = (bySex?.cells ?? []).toSorted((a, b) => ((a.cell[0]?.value ?? '') < (b.cell[0]?.value ?? '') ? -1 : 1))
  expect(cells.map(({ rows }) => rows)).toEqual([200, 200, 200])
  expect((await run(recompute.representation(['sex']))).map(([value, rows, share]) => [value, Number(rows), share])).toEqual(cells.map(({ cell, rows, share }) => [cell[0]?.value, rows, expect.closeTo(share, 12)]))
  expect((await run(recompute.label(['sex']))).map((row) => [Number(row[1]), row[2]])).toEqual(cells.map(({ label }) => [label.of, expect.closeTo(label.rate ?? -1, 12)]))
  for (const metric of ['selectionRate', 'truePositiveRate', 'falsePositiveRate', 'positivePredictiveValue'] as const) {
    expect((await run(recompute.metric(['sex'], metric))).map((row) => row[2])).toEqual(cells.map(({ prediction }) => expect.closeTo(prediction?.metrics[metric].value ?? -1, 12)))
  }
  const confusion = (await run(recompute.metric(['sex'], 'accuracy'))).map((row) => row.slice(1).map(Number))
  expect(confusion).toEqual(cells.map(({ prediction }) => [prediction?.truePositives, prediction?.falsePositives, prediction?.trueNegatives, prediction?.falseNegatives]))
  const bins = (await run(recompute.calibration(['sex']))).map(([value, bin, rows, meanScore, rate]) => [value, Number(bin), Number(rows), meanScore, rate])
  expect(bins).toEqual(cells.flatMap(({ cell, prediction }) => (prediction?.calibration?.bins ?? []).map((bin) => [cell[0]?.value, Math.round(10 * bin.from), bin.rows, expect.closeTo(bin.meanScore, 9), expect.closeTo(bin.rate, 12)])))
})

test('without a column to part by, the query tells the whole', async () => {
  const { table, report, recompute } = await auditLoans(bench)
  const { rows } = await bench.engine.table({ pieces: [recompute.label([]).replace('delivery.parquet', table.file)], values: [] })
  expect(rows.map((row) => row.map(Number))).toEqual([[report.whole.label.of, expect.closeTo(report.whole.label.rate ?? -1, 12)]])
})
