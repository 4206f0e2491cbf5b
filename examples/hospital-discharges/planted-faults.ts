import { UNKNOWN_CODES } from './diagnoses.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** The cells of a delivery that faults are planted in, by their place in a row. */
export interface FaultPlaces {
  readonly postcode: number
  readonly diagnosis: number
  readonly stayDays: number
  readonly amountWon: number
}

/** How many rows have each fault. */
export interface FaultCounts {
  /** Rows that repeat an earlier row in every cell. */
  readonly exactDuplicates: number
  /** Rows that repeat an earlier row in all but the amount. */
  readonly nearDuplicates: number
  /** A postcode without its first digit, as spreadsheets leave it. */
  readonly shortPostcodes: number
  /** A diagnosis that stands in no list. */
  readonly unknownDiagnoses: number
  /** A length of stay of -1 or 999 days. */
  readonly impossibleStays: number
}

/** Faults of a delivery with this many rows. */
export function faultCounts(rows: number): FaultCounts {
  return {
    exactDuplicates: Math.round(rows * 0.005),
    nearDuplicates: Math.round(rows * 0.002),
    shortPostcodes: Math.round(rows * 0.002),
    unknownDiagnoses: Math.round(rows * 0.0015),
    impossibleStays: Math.round(rows * 0.001),
  }
}

/** Plants every fault in a row of its own, and the copies of other rows anywhere behind them. The rows given stay as they are. */
export function plantFaults(sound: readonly (readonly string[])[], counts: FaultCounts, places: FaultPlaces, random: SeededRandom): string[][] {
  const rows = sound.map((row) => [...row])
  const untouched = shuffled(rows.length, random)
  const take = (count: number) => untouched.splice(0, count)

  for (const row of take(counts.shortPostcodes)) change(rows, row, places.postcode, (postcode) => postcode.slice(1))
  for (const row of take(counts.unknownDiagnoses)) change(rows, row, places.diagnosis, () => random.weighted(UNKNOWN_CODES, () => 1))
  for (const row of take(counts.impossibleStays)) change(rows, row, places.stayDays, () => (random.happens(0.5) ? '-1' : '999'))

  const copies = [
    ...take(counts.exactDuplicates).map((row) => ({ row, cells: [...(rows[row] ?? [])] })),
    ...take(counts.nearDuplicates).map((row) => {
      const cells = [...(rows[row] ?? [])]
      // One more nought, as a finger leaves it.
      cells[places.amountWon] += '0'
      return { row, cells }
    }),
  ].map(({ row, cells }) => ({ after: random.whole(row, rows.length - 1), cells }))

  const byPlace = Map.groupBy(copies, ({ after }) => after)
  return rows.flatMap((row, place) => [row].concat((byPlace.get(place) ?? []).map(({ cells }) => cells)))
}

function change(rows: string[][], row: number, place: number, to: (cell: string) => string): void {
  const cells = rows[row]
  if (cells !== undefined) cells[place] = to(cells[place] ?? '')
}

/** The numbers below a count, each once, in an order of chance. */
function shuffled(count: number, random: SeededRandom): number[] {
  const order = Array.from({ length: count }, (_, place) => place)
  for (let place = count - 1; place > 0; place--) {
    const other = random.whole(0, place)
    const [here, there] = [order[place] ?? 0, order[other] ?? 0]
    order[place] = there
    order[other] = here
  }
  return order
}
