import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compasQuery, compasRecipe, COMPAS_COLUMNS, COMPAS_GROUPS, PROPUBLICA_FILTER } from '../../benchmarks/compas.ts'
import { yardstickData } from '../../benchmarks/yardstick-data.ts'
import { auditFairness } from '../../src/dam/audit/fairness/audit-fairness.ts'
import { recipeWith } from '../../src/dam/audit/fairness/audited.fixture.ts'
import { METRIC_NAMES, type FairnessReport } from '../../src/dam/dataset/fairness-report.ts'
import { openBench } from '../../src/dam/dataset/made-table.fixture.ts'
import { identifier, joinSql, listLiteral, literal, sql } from '../../src/platform/engines/sql-text.ts'
import { askFairlearn, type PeerAnswer, type PeerTable } from './fairness-peer.ts'

let data = ''
let bench: Awaited<ReturnType<typeof openBench>>
beforeAll(async () => {
  data = yardstickData()
  bench = await openBench()
})
afterAll(() => { bench.engine.close() })

/** The published rates have four digits. */
const HALF_A_DIGIT = 0.00005 + 1e-12

async function auditCompas(filter = sql`true`): Promise<FairnessReport> {
  const table = await bench.makeTable(compasQuery(data, filter), COMPAS_COLUMNS)
  return auditFairness({ table, recipe: compasRecipe(), directory: data }, bench)
}

test('COMPAS, all 7,214 rows: every count and rate of the published table', async () => {
  const report = await auditCompas()
  const groups = [{ ...report.whole, cell: [{ column: 'race', value: 'all' }] }, ...report.crossings[0]?.cells ?? []]
  expect(groups.length).toBe(COMPAS_GROUPS.length)
  for (const [place, [name, ...published]] of COMPAS_GROUPS.entries()) {
    const group = groups[place]
    const { prediction } = group ?? {}
    const metrics = prediction?.metrics
    const counts = [group?.rows, prediction?.truePositives, prediction?.falsePositives, prediction?.trueNegatives, prediction?.falseNegatives]
    const rates = [metrics?.falsePositiveRate.value, metrics?.falseNegativeRate.value, metrics?.positivePredictiveValue.value, metrics?.selectionRate.value, group?.label.rate]
    expect(group?.cell[0]?.value).toBe(name)
    expect(counts).toEqual(published.slice(0, 5))
    rates.forEach((rate, column) => { expect(Math.abs((rate ?? NaN) - (published[5 + column] ?? NaN))).toBeLessThanOrEqual(HALF_A_DIGIT) })
  }
})

test('COMPAS with ProPublica\'s filter: 6,172 rows and its rates', async () => {
  const report = await auditCompas(PROPUBLICA_FILTER)
  const rate = (race: string, metric: 'falsePositiveRate' | 'falseNegativeRate') => report.crossings[0]?.cells.find(({ cell }) => cell[0]?.value === race)?.prediction?.metrics[metric].value.toFixed(4)
  expect(report.rows).toBe(6172)
  expect([rate('African-American', 'falsePositiveRate'), rate('Caucasian', 'falsePositiveRate')]).toEqual(['0.4234', '0.2201'])
  expect([rate('African-American', 'falseNegativeRate'), rate('Caucasian', 'falseNegativeRate')]).toEqual(['0.2848', '0.4964'])
})

test('ACS income: the rates of men and women, and by race', async () => {
  const source = literal(join(data, 'tabular/acsincome/acsincome.csv.gz'))
  const columns = { SEX: 'text', RAC1P: 'text', PINCP: 'integer' } as const
  const table = await bench.makeTable(sql`select ${joinSql(Object.keys(columns).map(identifier), ', ')} from read_csv(${source}, delim = ';', header = true, all_varchar = true)`, columns)
  const report = await auditFairness({ table, recipe: recipeWith({ label: 'PINCP', favourable: 1, groups: ['SEX', 'RAC1P'] }, Object.keys(columns)), directory: data }, bench)
  const sexes = report.crossings[0]?.cells.map(({ label }) => [label.of, label.rate?.toFixed(6)])
  expect(sexes).toEqual([[173_575, '0.441797'], [159_325, '0.288505']])
  const gap = report.crossings[0]?.labelGap
  expect(Math.abs((gap?.difference ?? NaN) - 0.153292)).toBeLessThanOrEqual(0.000001)
  expect(gap?.ratio?.toFixed(4)).toBe('0.6530')
  const races = new Map(report.crossings[1]?.cells.map(({ cell, label }) => [cell[0]?.value, label.rate?.toFixed(6)]))
  expect(['0', '1', '5'].map((race) => races.get(race))).toEqual(['0.390459', '0.245867', '0.448731'])
})

test('Fairlearn itself says the same to 1e-9, on COMPAS and on 50 tables with empty groups, one-sided labels and ties', async () => {
  const { rows } = await bench.engine.table(sql`select recid::integer, prediction::integer, race, sex from (${compasQuery(data)})`)
  const tables = [
    { label: rows.map(([label]) => Number(label)), prediction: rows.map((row) => Number(row[1])), groups: [2, 3].map((place) => rows.map((row) => String(row[place]))) },
    ...Array.from({ length: 50 }, (_, seed) => makeTable(seed)),
  ]
  const peer = await askFairlearn(tables)
  expect(peer.version).toBe('0.15.0')
  for (const [place, table] of tables.entries()) {
    const answer = peer.tables[place]
    if (!answer) throw new Error('Fairlearn left a table out')
    expectSame(await auditPeerTable(table), answer)
  }
})

/** A table of a few rows: some seeds draw no positive label, no positive prediction, or few values, so that rates tie. */
function makeTable(seed: number): PeerTable {
  let state = seed * 2_654_435_761 + 1
  const draw = (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const rows = 4 + draw(60)
  const fill = (sides: number, always: number) => Array.from({ length: rows }, () => (sides === 1 ? always : draw(2)))
  const columns = 1 + (seed % 2)
  return {
    label: fill(seed % 5 === 0 ? 1 : 2, seed % 10 === 0 ? 1 : 0),
    prediction: fill(seed % 7 === 0 ? 1 : 2, seed % 14 === 0 ? 1 : 0),
    groups: Array.from({ length: columns }, (_, column) => Array.from({ length: rows }, () => `${'abc'[column]}${draw(2 + (seed % 4))}`)),
  }
}

async function auditPeerTable({ label, prediction, groups }: PeerTable): Promise<FairnessReport> {
  const names = groups.map((_, place) => `g${place}`)
  const lists = groups.map((values, place) => sql`unnest(${listLiteral(values)}) as ${identifier(names[place] ?? '')}`)
  const query = sql`select unnest(${listLiteral(label)})::varchar as y, unnest(${listLiteral(prediction)})::varchar as p, ${joinSql(lists, ', ')}`
  const types = { y: 'integer', p: 'integer', ...Object.fromEntries(names.map((name) => [name, 'text' as const])) } as const
  const table = await bench.makeTable(query, types)
  return auditFairness({ table, recipe: recipeWith({ label: 'y', favourable: 1, groups: names, prediction: { column: 'p' } }, Object.keys(types)), directory: data }, bench)
}

function expectSame(report: FairnessReport, peer: PeerAnswer): void {
  const crossing = report.crossings.at(-1)
  const compared = crossing?.disparities?.all
  const cells = (crossing?.cells ?? []).filter(({ rows }) => rows > 0)
  expect(cells.length).toBe(peer.cells.length)
  for (const { values, metrics } of peer.cells) {
    const cell = cells.find((candidate) => candidate.cell.every(({ value }, place) => value === values[place]))
    for (const name of METRIC_NAMES) expectNear(cell?.prediction?.metrics[name].value, metrics[name])
  }
  for (const name of METRIC_NAMES) {
    expectNear(report.whole.prediction?.metrics[name].value, peer.whole[name])
    const disparity = compared?.metrics.find(({ metric }) => metric === name)
    for (const way of ['betweenGroups', 'toWhole'] as const) {
      expectNear(disparity?.[way].difference, peer.metrics[way][name].difference)
      expectNear(disparity?.[way].ratio, peer.metrics[way][name].ratio)
    }
  }
  for (const way of ['betweenGroups', 'toWhole'] as const) {
    const [ours, theirs] = [compared?.[way], peer.parities[way]]
    const pairs = [
      [ours?.demographicParity, theirs.demographicParity], [ours?.equalOpportunity, theirs.equalOpportunity],
      [ours?.equalizedOdds.worstCase, theirs.equalizedOdds.worstCase], [ours?.equalizedOdds.mean, theirs.equalizedOdds.mean],
    ] as const
    for (const [mine, other] of pairs) {
      expectNear(mine?.difference, other.difference)
      expectNear(mine?.ratio, other.ratio)
    }
  }
}

function expectNear(ours: number | null | undefined, theirs: number | null): void {
  if (theirs === null) expect(ours).toBeNull()
  else expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThanOrEqual(1e-9)
}
