import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { MOST_GUESSED, type SampledRows } from '../attack/attack-release.ts'
import type { PlacedRows } from '../place-rows.ts'
import { type CountRequest, readFrequencies } from '../read-frequencies.ts'
import { countByClass } from './count-by-class.ts'

/** Reads as many rows as attacks are tried on, with leaves of their own. The first are as random as any: the rows stand in the order of the release. */
export async function samplePlaced(count: CountRequest, placed: PlacedRows, classes: number, { engine }: { engine: SqlEngine }): Promise<SampledRows> {
  const only = sql`deidentify_rows.rowid < ${literal(MOST_GUESSED)}`
  const { codes, ...frequencies } = await readFrequencies({ ...countByClass({ ...count, hasPersons: false, groups: 0, hasDelivered: false }, placed, classes), only }, { engine })
  const [ofEntries = new Int32Array(frequencies.entries), ...leaves] = codes
  return { frequencies: { ...frequencies, codes: leaves }, classOf: Int32Array.from(ofEntries, (number) => (number === classes ? -1 : number)) }
}
