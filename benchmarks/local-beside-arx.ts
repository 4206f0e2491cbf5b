import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import { adultRecipe } from './adult-recipe.ts'
import { collectCsv } from './count-combinations.ts'
import { rounded } from './cpu-seconds.ts'
import { markdownTable } from './markdown-table.ts'
import { recodeBest } from './recode-once.ts'

const RUNS = 3

/** ARX's local recoding, the best of the steps that were tried, as it was published; Loss by the formula of docs/release-format.md. */
const ARX_LOCAL = { loss: 0.1705, classes: 757, discernibility: 7_149_622, cpuSeconds: 3.982 }

/** A first sketch of splitting, without verifier: Loss and classes. */
const SKETCH = new Map([
  ['free-local 2', [0.0288, 9479]], ['free-local 5', [0.0709, 3758]], ['free-local 10', [0.1089, 1902]], ['free-local 25', [0.1721, 764]], ['free-local 50', [0.2296, 394]], ['free-local 100', [0.2753, 192]],
  ['strict-local 5', [0.1609, 2162]],
])

/** Our local recodings of adult beside ARX's and beside a first sketch; nothing is suppressed. @returns a Markdown table */
export async function localTable({ data }: { data: string }, { say }: { say: (line: string) => void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-bench-'))
  const engine = await openDuckDb({ memoryBytes: 1e9, threads: 2, temporaryDirectory: join(folder, 'spill') })
  try {
    const table = await collectCsv(join(data, 'tabular/adult/adult.csv'), folder, { engine })
    const lines: (string | number)[][] = [['ARX local', 5, ARX_LOCAL.loss, ARX_LOCAL.classes, '–', ARX_LOCAL.discernibility, ARX_LOCAL.cpuSeconds, '–', '–', '–']]
    for (const recoding of ['strict-local', 'free-local'] as const) {
      for (const k of [2, 5, 10, 25, 50, 100]) {
        const recipeText = adultRecipe(data, { models: [{ 'k-anonymity': k }], metric: 'loss', limit: 0, recoding })
        const { loss, classes, discernibility, smallest, searchSeconds, countSeconds } = await recodeBest({ recipeText, table, directory: data, runs: RUNS }, { engine })
        const [sketched = '–', sketchedClasses = '–'] = SKETCH.get(`${recoding} ${k}`) ?? []
        lines.push([recoding, k, Number(loss.toFixed(4)), classes, smallest, discernibility, rounded(searchSeconds), rounded(countSeconds + searchSeconds), sketched, sketchedClasses])
        say(`local, ${recoding}, k ${k}: done`)
      }
    }
    return markdownTable(['recoding', 'k', 'Loss', 'classes', 'smallest', 'discernibility', 'search CPU s', 'with counting CPU s', 'sketch\'s Loss', 'sketch\'s classes'], lines)
  } finally {
    engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}
