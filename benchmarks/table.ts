import { availableParallelism, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import type { Recoding } from '../src/dam/recipe/recipe.ts'
import { Refusal } from '../src/platform/refusal.ts'
import { acsIncomeTable } from './acsincome-recodings.ts'
import { endToEndTable } from './end-to-end.ts'
import { localTable } from './local-beside-arx.ts'
import { searchTable } from './search-beside-arx.ts'
import { yardstickData } from './yardstick-data.ts'

const MILLION = 1_000_000
const RECODINGS: readonly Recoding[] = ['global', 'strict-local', 'free-local']
const PARTS = ['search', 'local', 'acsincome', 'end-to-end']

/**
 * `npm run bench table`: our search and our local recodings beside ARX's, ACS income in every recoding, then CSV to
 * verified release beside DuckDB's plain copy.
 *
 * @param parameters `--data FOLDER`, `--only search,local,acsincome,end-to-end`, `--rows 1,3,10` (millions), `--recodings global,strict-local,free-local`,
 * `--most-combinations 2` (millions that are held in memory, end to end)
 * @throws {Refusal} `wrong-use`; `not-found` without the data
 */
export async function runTableBenchmark(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { data: { type: 'string' }, rows: { type: 'string', default: '1,3,10' }, recodings: { type: 'string', default: RECODINGS.join(',') }, only: { type: 'string', default: PARTS.join(',') }, 'most-combinations': { type: 'string' } },
  })
  const data = yardstickData(values.data)
  const rows = values.rows.split(',').map((word) => Number(word) * MILLION)
  if (rows.some((count) => !Number.isInteger(count) || count < 1)) throw new Refusal('wrong-use', '--rows takes millions of rows with commas between, such as 1,3,10')
  const most = values['most-combinations']
  const mostCombinations = most === undefined ? undefined : Number(most) * MILLION
  if (mostCombinations !== undefined && !(mostCombinations >= 1)) throw new Refusal('wrong-use', '--most-combinations takes millions, such as 2')
  const wanted = listed('--recodings', values.recodings, RECODINGS)
  const recodings = RECODINGS.filter((recoding) => wanted.includes(recoding))
  const parts = listed('--only', values.only, PARTS)

  const say = (line: string) => { process.stderr.write(`${line}\n`) }
  const print = (text: string) => { process.stdout.write(`${text}\n`) }
  print(`Node ${process.version}, ${availableParallelism()} cores, ${Math.round(totalmem() / 1e9)} GB\n`)
  if (parts.includes('search')) print(`## Search: adult, 30,162 rows, 9 quasi-identifiers (8 and a sensitive column), beside ARX\n\n${await searchTable({ data }, { say })}\n`)
  if (parts.includes('local')) print(`## Local recoding: adult, 9 quasi-identifiers, nothing suppressed, beside ARX and a first sketch\n\n${await localTable({ data }, { say })}\n`)
  if (parts.includes('acsincome')) print(`## ACS income: 332,900 rows, k 5, every recoding\n\n${await acsIncomeTable({ data }, { say })}\n`)
  if (parts.includes('end-to-end')) print(`## End to end: ACS income resampled, 8 quasi-identifiers, k 5, at most 5 % suppressed, beside a plain copy\n\n${await endToEndTable({ data, rows, recodings, mostCombinations }, { say })}\n`)
}

function listed(option: string, given: string, known: readonly string[]): string[] {
  const words = given.split(',')
  const unknown = words.filter((word) => !known.includes(word))
  if (unknown.length > 0) throw new Refusal('wrong-use', `${option} takes ${known.join(', ')} with commas between, not ${unknown.join(', ')}`)
  return words
}
