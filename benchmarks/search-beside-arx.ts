import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { collectSource } from '../src/dam/collect/collect-source.ts'
import type { Table } from '../src/dam/dataset/table.ts'
import { codeRows } from '../src/dam/deidentify/table/code-rows.ts'
import { type CompiledHierarchy, compileHierarchy } from '../src/dam/deidentify/table/compiled-hierarchy.ts'
import { placeCodes } from '../src/dam/deidentify/table/packing.ts'
import { readFrequencies } from '../src/dam/deidentify/table/read-frequencies.ts'
import { readLeaves } from '../src/dam/deidentify/table/read-leaves.ts'
import { searchGlobal } from '../src/dam/deidentify/table/search-global.ts'
import { cellsOf } from '../src/dam/deidentify/table/source-rows.ts'
import { settingsOf, treatColumn, type TreatedColumn } from '../src/dam/deidentify/table/treat-column.ts'
import { Recipe } from '../src/dam/recipe/recipe.ts'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import type { SqlEngine } from '../src/platform/engines/sql-engine.ts'
import { adultRecipe } from './adult-recipe.ts'
import { ARX_SCORES, type ArxScore, SCORE_ROUNDING } from './arx-scores.ts'
import { markdownTable } from './markdown-table.ts'

const RUNS = 3
const KEY = new Uint8Array(32)

/** Our optimum and CPU seconds beside ARX's, for every configuration that it was published for. @returns a Markdown table */
export async function searchTable({ data }: { data: string }, { say }: { say: (line: string) => void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-bench-'))
  const engine = await openDuckDb({ memoryBytes: 1e9, threads: 2, temporaryDirectory: join(folder, 'spill') })
  try {
    await mkdir(join(folder, 'work'))
    const source = { kind: 'csv' as const, path: join(data, 'tabular/adult/adult.csv') }
    const { table } = await collectSource({ source, directory: data, workspace: join(folder, 'work'), store: join(folder, 'store') }, { engine, progress: () => {} })
    const lines: (string | number)[][] = []
    for (const published of ARX_SCORES) {
      lines.push(await compared(published, data, table, engine))
      say(`search, k ${published.k}, ${published.metric}, limit ${published.limit * 100} %: done`)
    }
    return markdownTable(
      ['k', 'metric', 'limit %', 'our score', 'ARX\'s score', 'equal', 'our search CPU s', 'with counting CPU s', 'ARX CPU s', 'search / ARX', 'nodes counted'],
      lines,
    )
  } finally {
    engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function compared(published: ArxScore, data: string, table: Table, engine: SqlEngine): Promise<(string | number)[]> {
  const runs: Awaited<ReturnType<typeof searchOnce>>[] = []
  for (let run = 0; run < RUNS; run++) runs.push(await searchOnce(published, data, table, engine))
  const search = Math.min(...runs.map(({ searchSeconds }) => searchSeconds))
  const whole = Math.min(...runs.map(({ countSeconds, searchSeconds }) => countSeconds + searchSeconds))
  const { score = NaN, evaluated = 0 } = runs[0] ?? {}
  const { k, metric, limit, cpuSeconds } = published
  return [
    k, metric, limit * 100, Number(score.toFixed(6)), published.score,
    Math.abs(score - published.score) <= SCORE_ROUNDING + 1e-12 ? 'yes' : 'NO',
    rounded(search), rounded(whole), cpuSeconds ?? '–', cpuSeconds === undefined ? '–' : rounded(search / cpuSeconds), evaluated,
  ]
}

/** Counts the combinations in the engine, then searches. CPU seconds of all threads of this process. */
async function searchOnce(published: ArxScore, data: string, table: Table, engine: SqlEngine) {
  const recipe = Recipe.parse(parse(adultRecipe(data, published)))
  const beforeCount = process.cpuUsage()
  const quasi: { treated: TreatedColumn; hierarchy: CompiledHierarchy }[] = []
  // One after another: an engine answers one statement at a time.
  for (const [place, column] of table.columns.entries()) {
    const treated = treatColumn({ place, column, settings: settingsOf(recipe, column.name), cells: cellsOf(table, place), key: KEY })
    const leaves = await readLeaves({ table, treated, isSampled: false }, { engine })
    const hierarchy = await compileHierarchy({ column: column.name, hierarchy: treated.settings.hierarchy, leaves, isWhole: treated.isWhole, directory: data })
    quasi.push({ treated, hierarchy })
  }
  const cardinalities = quasi.map(({ hierarchy }) => hierarchy.codes[0]?.length ?? 0)
  const places = placeCodes(cardinalities)
  await codeRows({ table, quasi: quasi.map(({ treated }) => ({ treated, missingCode: 0 })), places, fixed: [], kept: [], isSampled: false, key: KEY, seed: 1 }, { engine })
  const frequencies = await readFrequencies({ places, cardinalities, hasPersons: false }, { engine })
  const countSeconds = secondsSince(beforeCount)

  const { k, limit, metric } = published
  const bounds = quasi.map(({ hierarchy }) => ({ lowest: 0, highest: hierarchy.codes.length - 1 }))
  const beforeSearch = process.cpuUsage()
  const { score, evaluated } = await searchGlobal(frequencies, quasi.map(({ hierarchy }) => hierarchy), { k, limit, metric, bounds }, {})
  return { score, evaluated, countSeconds, searchSeconds: secondsSince(beforeSearch) }
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function rounded(value: number): number {
  return Number(value.toPrecision(2))
}
