import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { auditFairness } from '../src/dam/audit/fairness/audit-fairness.ts'
import type { FairnessReport } from '../src/dam/dataset/fairness-report.ts'
import type { Table } from '../src/dam/dataset/table.ts'
import { Recipe } from '../src/dam/recipe/recipe.ts'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import type { SqlEngine } from '../src/platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, withoutBindings, type Sql } from '../src/platform/engines/sql-text.ts'
import { Refusal } from '../src/platform/refusal.ts'
import { COMPAS_COLUMNS, COMPAS_GROUPS, compasQuery, compasRecipe } from './compas.ts'
import { cpuSecondsSince, rounded } from './cpu-seconds.ts'
import { markdownTable } from './markdown-table.ts'
import { ACSINCOME_COLUMNS, resampleAcsIncome } from './resample-acsincome.ts'
import { yardstickData } from './yardstick-data.ts'

const MILLION = 1_000_000
const RUNS = 3
/** The published rates have four digits. */
const HALF_A_DIGIT = 0.00005 + 1e-12
const GROUPS = ['SEX', 'RAC1P', 'MAR']

/**
 * `npm run bench fairness`: COMPAS beside the published table, then an audit of many rows beside one plain scan of the same file.
 *
 * @param parameters `--data FOLDER`, `--rows 10` (millions), `--only compas` or `--only scan`
 * @throws {Refusal} `wrong-use`; `not-found` without the data
 */
export async function runFairnessBenchmark(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...parameters], options: { data: { type: 'string' }, rows: { type: 'string', default: '10' }, only: { type: 'string' } } })
  const data = yardstickData(values.data)
  const rows = Number(values.rows) * MILLION
  if (!Number.isInteger(rows) || rows < 1) throw new Refusal('wrong-use', '--rows takes a number of millions, such as 10')
  if (values.only !== undefined && !['compas', 'scan'].includes(values.only)) throw new Refusal('wrong-use', '--only takes compas or scan')

  const print = (text: string) => { process.stdout.write(`${text}\n`) }
  const folder = await mkdtemp(join(tmpdir(), 'datadam-bench-'))
  const engine = await openDuckDb({ memoryBytes: 4e9, threads: availableParallelism(), temporaryDirectory: join(folder, 'spill') })
  try {
    print(`Node ${process.version}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1e9)} GB\n`)
    if (values.only !== 'scan') print(`## COMPAS, 7,214 rows, beside the published table\n\n${await compasTable(data, folder, engine)}\n`)
    if (values.only !== 'compas') print(`## An audit of ${rows.toLocaleString('en')} rows, beside one plain scan\n\n${await scanTable({ data, rows, folder }, engine)}\n`)
  } finally {
    engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function compasTable(data: string, folder: string, engine: SqlEngine): Promise<string> {
  const table = await writeTable({ query: compasQuery(data), file: join(folder, 'compas.parquet'), columns: Object.entries(COMPAS_COLUMNS).map(([name, type]) => ({ name, type, stored: 'text' })) }, engine)
  const report = await auditFairness({ table, recipe: compasRecipe(), directory: data }, { engine })
  const lines = COMPAS_GROUPS.map(([name, ...published]) => {
    const measured = measuresOf(report, name)
    const isEqual = measured.every((value, place) => Math.abs(value - (published[place] ?? NaN)) <= (place < 5 ? 0 : HALF_A_DIGIT))
    return [name, ...measured.map((value, place) => (place < 5 ? value : Number(value.toFixed(4)))), isEqual ? 'yes' : 'NO']
  })
  return markdownTable(['group', 'rows', 'TP', 'FP', 'TN', 'FN', 'FPR', 'FNR', 'PPV', 'selected', 'base rate', 'equal'], lines)
}

/** In the order of the published table; what is not there is no number. */
function measuresOf(report: FairnessReport, race: string): number[] {
  const group = race === 'all' ? report.whole : report.crossings[0]?.cells.find(({ cell }) => cell[0]?.value === race)
  const { rows = NaN, prediction, label } = group ?? {}
  const { truePositives = NaN, falsePositives = NaN, trueNegatives = NaN, falseNegatives = NaN, metrics } = prediction ?? {}
  const rates = [metrics?.falsePositiveRate, metrics?.falseNegativeRate, metrics?.positivePredictiveValue, metrics?.selectionRate].map((metric) => metric?.value ?? NaN)
  return [rows, truePositives, falsePositives, trueNegatives, falseNegatives, ...rates, label?.rate ?? NaN]
}

/** Each audit after a scan of its own, so that neither has the warmer cache; the fewest seconds of both. */
async function scanTable({ data, rows, folder }: { data: string; rows: number; folder: string }, engine: SqlEngine): Promise<string> {
  const table = await drawPredicted({ data, rows, folder }, engine)
  const recipe = Recipe.parse({
    datadam: 1, dataset: { name: 'yardstick/acsincome', title: { en: 'ACS income' }, licence: 'CC0-1.0', language: ['en'] }, source: { kind: 'csv', path: 'acsincome.csv' },
    columns: Object.fromEntries(table.columns.map(({ name }) => [name, { role: 'plain' }])),
    fairness: { label: 'PINCP', favourable: 1, groups: GROUPS, prediction: { column: 'prediction', score: 'score' } },
    release: { version: '1.0.0' },
  })
  const columns = joinSql(table.columns.map(({ name }) => identifier(name)), ', ')
  const scans: Seconds[] = []
  const audits: Seconds[] = []
  let report: FairnessReport | undefined
  for (let run = 0; run < RUNS; run++) {
    scans.push(await timed(() => engine.run(withoutBindings(sql`select bit_xor(hash(${columns})) from read_parquet(${literal(table.file)})`))))
    audits.push(await timed(async () => { report = await auditFairness({ table, recipe, directory: data }, { engine }) }))
  }
  const least = (of: readonly Seconds[], what: keyof Seconds) => Math.min(...of.map((one) => one[what]))
  const [scan, audit] = [least(scans, 'wall'), least(audits, 'wall')]
  return markdownTable(
    ['rows', 'columns', 'groups', 'crossings', 'cells', 'plain scan s', 'audit s', 'ratio', 'plain scan CPU s', 'audit CPU s'],
    [[rows, table.columns.length, GROUPS.join(' × '), report?.crossings.length ?? 0, report?.crossings.at(-1)?.cells.length ?? 0, rounded(scan, 3), rounded(audit, 3), rounded(audit / scan), rounded(least(scans, 'cpu'), 3), rounded(least(audits, 'cpu'), 3)]],
  )
}

interface Seconds { readonly wall: number; readonly cpu: number }

async function timed(work: () => Promise<unknown>): Promise<Seconds> {
  const [began, before] = [performance.now(), process.cpuUsage()]
  await work()
  return { wall: (performance.now() - began) / 1000, cpu: cpuSecondsSince(before) }
}

/** ACS income drawn anew, with an invented prediction: a score that leans to the label, and more so for men. */
async function drawPredicted({ data, rows, folder }: { data: string; rows: number; folder: string }, engine: SqlEngine): Promise<Table> {
  const csv = join(folder, 'acsincome.csv')
  await resampleAcsIncome({ source: join(data, 'tabular/acsincome/acsincome.csv.gz'), target: csv, rows, seed: 7 }, { engine })
  const score = sql`((hash(place) % 70) + if(PINCP = '1', 30, 0) - if(SEX = '1', 0, 5) + 5)::integer / 105`
  const query = sql`select * exclude (place, given), if(given >= 0.5, '1', '0') as prediction, given::varchar as score
    from (select *, ${score} as given from (select *, row_number() over () as place from read_csv(${literal(csv)}, delim = ';', header = true, all_varchar = true)))`
  const text = ACSINCOME_COLUMNS.map((name) => ({ name, type: 'integer' as const, stored: 'text' as const }))
  return writeTable({ query, file: join(folder, 'predicted.parquet'), columns: [...text, { name: 'prediction', type: 'integer', stored: 'text' }, { name: 'score', type: 'decimal', stored: 'text' }] }, engine)
}

async function writeTable({ query, file, columns }: { query: Sql; file: string; columns: Table['columns'] }, engine: SqlEngine): Promise<Table> {
  await engine.run(withoutBindings(sql`copy (${query}) to ${literal(file)} (format parquet)`))
  const { rows } = await engine.table(sql`select count(*) from read_parquet(${literal(file)})`)
  return { file, rows: Number(rows[0]?.[0]), columns }
}
