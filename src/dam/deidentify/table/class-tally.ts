import type { Frequencies } from './frequencies.ts'

/** What is counted of one class of entries. */
export interface ClassTally {
  rows: number
  /** Rows, or distinct persons. */
  size: number
  /** Rows of the class in the whole delivery; 0 where the table does not tell. */
  delivered: number
  /** By sensitive column. */
  readonly values: readonly ValueTally[]
}

/** How often each value of one sensitive column occurs in the class: rows, or distinct persons with the value. */
export interface ValueTally {
  readonly counts: Float64Array
  /** Codes that occur, in `present[0]` to `present[distinct - 1]`. */
  readonly present: Int32Array
  distinct: number
  /** All counts together. */
  total: number
}

/** Counts one class after the other, entry by entry. */
export interface ClassTallier {
  readonly tally: ClassTally
  /** Begins the next class. */
  clear(): void
  /** Counts an entry; with persons, the entries of a class come in the order of the table. */
  add(entry: number): void
}

/**
 * A counter of classes. It is cleared in the time that filling it took, so that a million small classes of a column
 * with a thousand values cost no more than their entries.
 */
export function tallyClasses(table: Frequencies, cardinalities: readonly number[]): ClassTallier {
  const { counts, persons, delivered, sensitive = [] } = table
  const values = cardinalities.map((values): ValueTally => ({ counts: new Float64Array(values), present: new Int32Array(values), distinct: 0, total: 0 }))
  const lastPersons = cardinalities.map((values) => new Int32Array(persons ? values : 0).fill(-1))
  const tally: ClassTally = { rows: 0, size: 0, delivered: 0, values }
  let lastPerson = -1
  return {
    tally,
    clear() {
      tally.rows = 0
      tally.size = 0
      tally.delivered = 0
      lastPerson = -1
      for (let column = 0; column < values.length; column++) {
        const value = values[column]
        const last = lastPersons[column]
        if (!value || !last) continue
        for (let place = 0; place < value.distinct; place++) {
          const code = value.present[place] ?? 0
          value.counts[code] = 0
          if (persons) last[code] = -1
        }
        value.distinct = 0
        value.total = 0
      }
    },
    add(entry) {
      const rows = counts[entry] ?? 0
      if (delivered) tally.delivered += delivered[entry] ?? 0
      if (rows === 0) return
      tally.rows += rows
      const person = persons ? persons[entry] ?? 0 : -1
      if (!persons) tally.size += rows
      else if (person !== lastPerson) { tally.size++; lastPerson = person }
      for (let column = 0; column < values.length; column++) {
        const value = values[column]
        if (!value) continue
        const code = sensitive[column]?.[entry] ?? 0
        const last = lastPersons[column]
        let more = rows
        if (persons && last) {
          if (last[code] === person) continue
          last[code] = person
          more = 1
        }
        if (value.counts[code] === 0) value.present[value.distinct++] = code
        value.counts[code]! += more // safe: codes are below the cardinality
        value.total += more
      }
    },
  }
}
