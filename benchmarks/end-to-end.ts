import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Recoding } from '../src/dam/recipe/recipe.ts'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import { acsIncomeRecipe } from './acsincome-recipe.ts'
import { rounded } from './cpu-seconds.ts'
import { markdownTable } from './markdown-table.ts'
import { type MeasuredProcess, measureProcess } from './measure-process.ts'
import { resampleAcsIncome } from './resample-acsincome.ts'

const SEED = 7
const root = join(import.meta.dirname, '..')
const Outcome = z.object({ rows: z.number(), suppressed: z.number(), classes: z.number(), scores: z.object({ loss: z.number() }), verification: z.literal('passed') })

/** What is run end to end. */
export interface EndToEndAsked {
  readonly data: string
  /** Numbers of rows. */
  readonly rows: readonly number[]
  readonly recodings: readonly Recoding[]
  /** Combinations that are held in memory; the recipe's own default where left out. */
  readonly mostCombinations?: number | undefined
}

/** From CSV to a verified release, beside DuckDB's plain copy of the same file, for each number of rows and each recoding. @returns a Markdown table */
export async function endToEndTable({ data, rows, recodings, mostCombinations }: EndToEndAsked, { say }: { say: (line: string) => void }): Promise<string> {
  const lines: (string | number)[][] = []
  for (const count of rows) {
    const folder = await mkdtemp(join(tmpdir(), 'datadam-bench-'))
    try {
      const csv = join(folder, 'acsincome.csv')
      say(`end to end, ${count.toLocaleString('en')} rows: drawing them`)
      const distinct = await draw(join(data, 'tabular/acsincome/acsincome.csv.gz'), csv, count, folder)
      for (const recoding of recodings) {
        say(`end to end, ${count.toLocaleString('en')} rows, ${recoding}: running`)
        lines.push([count, recoding, distinct, ...await measured({ data, csv, recoding, mostCombinations, folder })])
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return markdownTable(
    ['rows', 'recoding', 'distinct combinations', 'CSV MB', 'plain copy s', 'datadam s', 'ratio', 'peak MB', 'copy peak MB', 'Loss', 'suppressed', 'classes'],
    lines,
  )
}

async function measured({ data, csv, recoding, mostCombinations, folder }: Pick<EndToEndAsked, 'data' | 'mostCombinations'> & { csv: string; recoding: Recoding; folder: string }): Promise<(string | number)[]> {
  const place = join(folder, recoding)
  await mkdir(place)
  const recipe = join(place, 'recipe.yaml')
  await writeFile(recipe, acsIncomeRecipe({ data, path: csv, recoding, mostCombinations }))

  const copy = () => measureProcess(process.execPath, [fileURLToPath(new URL('./plain-copy.ts', import.meta.url)), csv, join(place, 'plain.parquet'), join(place, 'spill')])
  // Once before and once after, so that neither run alone meets a cold or a busy machine.
  const before = succeeded('The plain copy', await copy())
  const run = succeeded('datadam run', await measureProcess(
    process.execPath,
    [join(root, 'src/main/cli.ts'), 'run', recipe, '--out', join(place, 'releases'), '--json', '--quiet'],
    { DATADAM_HOME: join(place, 'home') },
  ))
  const after = succeeded('The plain copy', await copy())

  const outcome = Outcome.parse(JSON.parse(run.stdout))
  await rm(place, { recursive: true, force: true })
  const copySeconds = (before.wallSeconds + after.wallSeconds) / 2
  return [
    Math.round((await stat(csv)).size / 1e6),
    rounded(copySeconds, 3), rounded(run.wallSeconds, 3), rounded(run.wallSeconds / copySeconds, 3), megabytes(run), megabytes(before),
    Number(outcome.scores.loss.toFixed(6)), outcome.suppressed, outcome.classes,
  ]
}

/** In an engine that is closed before anything is measured. */
async function draw(source: string, target: string, rows: number, folder: string): Promise<number> {
  const engine = await openDuckDb({ memoryBytes: 4e9, threads: 2, temporaryDirectory: join(folder, 'spill') })
  try {
    return await resampleAcsIncome({ source, target, rows, seed: SEED }, { engine })
  } finally {
    engine.close()
  }
}

function succeeded(what: string, run: MeasuredProcess): MeasuredProcess {
  if (run.code !== 0) throw new Error(`${what} ended with ${run.code}: ${run.stderr.slice(-2000)}`)
  return run
}

function megabytes({ peakResidentBytes }: MeasuredProcess): number | string {
  return peakResidentBytes === undefined ? '–' : Math.round(peakResidentBytes / 1e6)
}
