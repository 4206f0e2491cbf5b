import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import { acsIncomeRecipe } from './acsincome-recipe.ts'
import { collectCsv } from './count-combinations.ts'
import { rounded } from './cpu-seconds.ts'
import { markdownTable } from './markdown-table.ts'
import { recodeBest } from './recode-once.ts'

const RUNS = 3
const LIMIT = 0.05

/** ACS income with eight and ten quasi-identifiers, in every recoding, with and without suppression. @returns a Markdown table */
export async function acsIncomeTable({ data }: { data: string }, { say }: { say: (line: string) => void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-bench-'))
  const engine = await openDuckDb({ memoryBytes: 2e9, threads: 2, temporaryDirectory: join(folder, 'spill') })
  try {
    const path = join(data, 'tabular/acsincome/acsincome.csv.gz')
    const table = await collectCsv(path, folder, { engine })
    const lines: (string | number)[][] = []
    for (const columns of [8, 10] as const) {
      for (const recoding of ['global', 'strict-local', 'free-local'] as const) {
        for (const limit of [LIMIT, 0]) {
          const recipeText = acsIncomeRecipe({ data, path, recoding, columns, limit })
          const { loss, suppressed, classes, smallest, combinations, searchSeconds, countSeconds } = await recodeBest({ recipeText, table, directory: data, runs: RUNS }, { engine })
          lines.push([columns, recoding, limit * 100, combinations, Number(loss.toFixed(4)), suppressed, classes, smallest, rounded(searchSeconds), rounded(countSeconds + searchSeconds)])
          say(`ACS income, ${columns} quasi-identifiers, ${recoding}, limit ${limit * 100} %: done`)
        }
      }
    }
    return markdownTable(['quasi-identifiers', 'recoding', 'limit %', 'combinations', 'Loss', 'suppressed', 'classes', 'smallest', 'search CPU s', 'with counting CPU s'], lines)
  } finally {
    engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}
