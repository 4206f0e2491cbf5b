import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { measureProcess } from '../benchmarks/measure-process.ts'
import type { Finding } from '../src/dam/dataset/fairness-report.ts'
import { openDuckDb } from '../src/platform/engines/duckdb.ts'
import { sql } from '../src/platform/engines/sql-text.ts'

const Outcome = z.object({ release: z.string(), stewardReports: z.string(), verification: z.literal('passed') })

/** An example that was run in a folder of its own, with a home of its own. */
export interface RanExample {
  readonly folder: string
  readonly release: string
  /** A report as the steward sees it, and as it is released. */
  readonly stewardReport: <Schema extends z.ZodType>(name: string, schema: Schema) => Promise<z.infer<Schema>>
  readonly releasedReport: <Schema extends z.ZodType>(name: string, schema: Schema) => Promise<z.infer<Schema>>
  /** Runs the command line with the same home. */
  readonly datadam: (...parameters: string[]) => ReturnType<typeof measureProcess>
  readonly remove: () => Promise<void>
}

/** For tests: copies an example's recipe and lists, makes its data and runs it from source to release. */
export async function runExample(example: string, { writeData }: { writeData: (folder: string) => Promise<void> }): Promise<RanExample> {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-example-'))
  for (const name of await readdir(example)) if (/\.(yaml|csv)$/.test(name)) await cp(join(example, name), join(folder, name))
  await writeData(join(folder, 'data'))
  const datadam = (...parameters: string[]) =>
    measureProcess(process.execPath, [join(import.meta.dirname, '../src/main/cli.ts'), ...parameters, '--json', '--quiet'], { DATADAM_HOME: join(folder, 'home') })
  const run = await datadam('run', join(folder, 'recipe.yaml'))
  if (run.code !== 0) {
    await rm(folder, { recursive: true })
    throw new Error(`The example did not run: ${run.stderr}`)
  }
  const { release, stewardReports } = Outcome.parse(JSON.parse(run.stdout))
  const read = async <Schema extends z.ZodType>(path: string, schema: Schema) => schema.parse(JSON.parse(await readFile(path, 'utf8')))
  return {
    folder, release, datadam,
    stewardReport: (name, schema) => read(join(stewardReports, `${name}.json`), schema),
    releasedReport: (name, schema) => read(join(release, 'reports', `${name}.json`), schema),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Whether the first of the cells that a finding is about, the one at a disadvantage, holds a value for each of these columns. */
export function isAbout({ cells: [cell = []] }: Pick<Finding, 'cells'>, values: Readonly<Record<string, string>>): boolean {
  return Object.entries(values).every(([column, value]) => cell.some((part) => part.column === column && part.value === value))
}

/** The released rows with the weight beside each, asked by a query over `weighted`. */
export async function queryWeighted({ release, folder }: RanExample, query: ReturnType<typeof sql>) {
  const engine = await openDuckDb({ memoryBytes: 500e6, threads: 2, temporaryDirectory: join(folder, 'spill') })
  try {
    const file = (kind: string) => join(release, kind, 'train-00000-of-00001.parquet')
    await engine.run(sql`create table weighted as from read_parquet(${file('data')}) positional join read_parquet(${file('weights')})`)
    return (await engine.table(query)).rows
  } finally {
    engine.close()
  }
}
