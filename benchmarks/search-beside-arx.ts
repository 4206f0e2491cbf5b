import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Table } from '../src/dam/dataset/table.ts'
import { compileModels } from '../src/dam/deidentify/table/class-models.ts'
import { searchGlobal } from '../src/dam/deidentify/table/search-global.ts'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import type { SqlEngine } from '../src/platform/engines/sql-engine.ts'
import { adultRecipe } from './adult-recipe.ts'
import { ARX_SCORES, type ArxScore, modelsInWords, SCORE_ROUNDING } from './arx-scores.ts'
import { collectCsv, countCombinations } from './count-combinations.ts'
import { cpuSecondsSince, rounded } from './cpu-seconds.ts'
import { markdownTable } from './markdown-table.ts'

const RUNS = 3

/** Our optimum and CPU seconds beside ARX's, for every configuration that it was published for. @returns a Markdown table */
export async function searchTable({ data }: { data: string }, { say }: { say: (line: string) => void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-bench-'))
  const engine = await openDuckDb({ memoryBytes: 1e9, threads: 2, temporaryDirectory: join(folder, 'spill') })
  try {
    const table = await collectCsv(join(data, 'tabular/adult/adult.csv'), folder, { engine })
    const lines: (string | number)[][] = []
    for (const published of ARX_SCORES) {
      lines.push(await compared(published, data, table, engine))
      say(`search, ${modelsInWords(published.models)}, ${published.metric}, limit ${published.limit * 100} %: done`)
    }
    return markdownTable(
      ['models', 'metric', 'limit %', 'our score', 'ARX\'s score', 'equal', 'our search CPU s', 'with counting CPU s', 'ARX CPU s', 'search / ARX', 'nodes counted'],
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
  const { models, metric, limit, cpuSeconds } = published
  return [
    modelsInWords(models), metric, limit * 100, Number(score.toFixed(6)), published.score,
    Math.abs(score - published.score) <= SCORE_ROUNDING + 1e-12 ? 'yes' : 'NO',
    rounded(search), rounded(whole), cpuSeconds ?? '–', cpuSeconds === undefined ? '–' : rounded(search / cpuSeconds), evaluated,
  ]
}

/** Counts the combinations of a table of adult in the engine, then searches. CPU seconds of all threads of this process. */
export async function searchOnce(published: ArxScore, data: string, table: Table, engine: SqlEngine) {
  const beforeCount = process.cpuUsage()
  const { frequencies, hierarchies, bounds, weights, sensitive } = await countCombinations({ recipeText: adultRecipe(data, published), table, directory: data }, { engine })
  const countSeconds = cpuSecondsSince(beforeCount)
  const { limit, metric } = published
  const beforeSearch = process.cpuUsage()
  const models = compileModels(published.models, frequencies, sensitive)
  const { score, evaluated } = await searchGlobal(frequencies, hierarchies, { models, cardinalities: sensitive.map(({ values }) => values), limit, metric, bounds, weights }, {})
  return { score, evaluated, countSeconds, searchSeconds: cpuSecondsSince(beforeSearch) }
}
