import type { Table } from '../src/dam/dataset/table.ts'
import { chooseClasses } from '../src/dam/deidentify/table/choose-classes.ts'
import { latticeOf } from '../src/dam/deidentify/table/lattice.ts'
import { scoreClasses } from '../src/dam/deidentify/table/score-classes.ts'
import type { SqlEngine } from '../src/platform/engines/sql-engine.ts'
import { countCombinations } from './count-combinations.ts'
import { cpuSecondsSince } from './cpu-seconds.ts'

/** What a recoding came to, and what it took. CPU seconds are those of all threads of this process. */
export interface Recoded {
  readonly loss: number
  readonly discernibility: number
  readonly suppressed: number
  readonly classes: number
  readonly smallest: number
  readonly combinations: number
  readonly countSeconds: number
  readonly searchSeconds: number
}

/** Counts the combinations of a table and chooses the classes of a release, several times. @returns what it came to, with the fewest seconds */
export async function recodeBest({ recipeText, table, directory, runs }: { recipeText: string; table: Table; directory: string; runs: number }, needs: { engine: SqlEngine }): Promise<Recoded> {
  let best: Recoded | undefined
  for (let run = 0; run < runs; run++) {
    const recoded = await recodeOnce({ recipeText, table, directory }, needs)
    best = best ? { ...recoded, countSeconds: Math.min(best.countSeconds, recoded.countSeconds), searchSeconds: Math.min(best.searchSeconds, recoded.searchSeconds) } : recoded
  }
  if (!best) throw new Error('A benchmark needs at least one run')
  return best
}

async function recodeOnce(asked: { recipeText: string; table: Table; directory: string }, { engine }: { engine: SqlEngine }): Promise<Recoded> {
  const beforeCount = process.cpuUsage()
  const counted = await countCombinations(asked, { engine })
  const countSeconds = cpuSecondsSince(beforeCount)
  const beforeSearch = process.cpuUsage()
  const { recoded } = await chooseClasses(counted, { progress: () => {} })
  const searchSeconds = cpuSecondsSince(beforeSearch)
  const { frequencies, hierarchies, weights } = counted
  const { suppressed, scores } = scoreClasses(recoded, frequencies, latticeOf(hierarchies), weights)
  const smallest = recoded.sizes.reduce((least, size) => Math.min(least, size), Infinity)
  return { loss: scores.loss, discernibility: scores.discernibility, suppressed, classes: recoded.classes, smallest, combinations: frequencies.entries, countSeconds, searchSeconds }
}
