import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Refusal } from '../src/platform/refusal.ts'

const BESIDE_THE_PROJECT = join(import.meta.dirname, '../../shared/data')

/**
 * The folder of public data that we measure on; the project is whole without it.
 *
 * @param folder as told on the command line or by DATADAM_YARDSTICK_DATA; else `../shared/data` beside the project
 * @throws {Refusal} `not-found`
 */
export function yardstickData(folder = process.env.DATADAM_YARDSTICK_DATA ?? BESIDE_THE_PROJECT): string {
  const path = resolve(folder)
  if (existsSync(join(path, 'tabular/adult/adult.csv'))) return path
  throw new Refusal('not-found', `The data to measure on is not at ${path}: it should hold tabular/adult/adult.csv and tabular/acsincome/acsincome.csv.gz. Name its folder in DATADAM_YARDSTICK_DATA`)
}
