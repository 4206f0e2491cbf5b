import { availableParallelism, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { Refusal } from '../src/platform/refusal.ts'
import { endToEndTable } from './end-to-end.ts'
import { searchTable } from './search-beside-arx.ts'
import { yardstickData } from './yardstick-data.ts'

const MILLION = 1_000_000

/**
 * `npm run bench table`: our search beside ARX's, then CSV to verified release beside DuckDB's plain copy.
 *
 * @param parameters `--data FOLDER`, `--rows 1,3,10` (millions), `--only search` or `--only end-to-end`
 * @throws {Refusal} `wrong-use`; `not-found` without the data
 */
export async function runTableBenchmark(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { data: { type: 'string' }, rows: { type: 'string', default: '1,3,10' }, only: { type: 'string' } },
  })
  const data = yardstickData(values.data)
  const rows = values.rows.split(',').map((word) => Number(word) * MILLION)
  if (rows.some((count) => !Number.isInteger(count) || count < 1)) throw new Refusal('wrong-use', '--rows takes millions of rows with commas between, such as 1,3,10')
  if (values.only !== undefined && !['search', 'end-to-end'].includes(values.only)) throw new Refusal('wrong-use', '--only takes search or end-to-end')

  const say = (line: string) => { process.stderr.write(`${line}\n`) }
  const print = (text: string) => { process.stdout.write(`${text}\n`) }
  print(`Node ${process.version}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1e9)} GB\n`)
  if (values.only !== 'end-to-end') print(`## Search: adult, 30,162 rows, 9 quasi-identifiers, beside ARX\n\n${await searchTable({ data }, { say })}\n`)
  if (values.only !== 'search') print(`## End to end: ACS income resampled, 8 quasi-identifiers, k 5, at most 5 % suppressed, beside a plain copy\n\n${await endToEndTable({ data, rows }, { say })}\n`)
}
