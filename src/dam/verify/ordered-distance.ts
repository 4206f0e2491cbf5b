import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { sql } from '#platform/engines/sql-text.ts'
import type { Worst } from './class-values.ts'

/**
 * The distance of each class from the whole table along the order of the values, and the worst of them. Needs
 * `class_values` and `value_ids`.
 *
 * Between two values that a class holds, its sum of shares stands still while that of the table grows: such a run is
 * added up at once from sums of sums, so the work goes with the values that classes hold, not with all there are.
 */
export async function worstOrderedDistance(rule: number, { engine }: { engine: SqlEngine }): Promise<Worst> {
  const shares: number[] = []
  for await (const { columns: [q = []] } of engine.batches(sql`select q from value_ids order by id`)) for (let place = 0; place < q.length; place++) shares.push(Number(q[place]))
  const walk = walkAlong(shares)
  let [first, second] = [-1, -1]
  const found = { worst: 0, classes: 0, breaking: 0 }
  const end = () => {
    if (found.classes === 0) return
    const distance = walk.end()
    found.worst = Math.max(found.worst, distance)
    if (distance > rule) found.breaking++
  }
  const statement = sql`select ((class >> 31) & 2147483647)::integer as high, (class & 2147483647)::integer as low, id::integer as id, p from class_values order by class, id`
  for await (const { rows, columns: [high = [], low = [], ids = [], p = []] } of engine.batches(statement)) {
    for (let place = 0; place < rows; place++) {
      if (high[place] !== first || low[place] !== second) {
        end()
        found.classes++
        first = Number(high[place])
        second = Number(low[place])
      }
      walk.step(Number(ids[place]), Number(p[place]))
    }
  }
  end()
  return { ...found, worst: found.classes === 0 ? null : found.worst }
}

/** Walks along the values of one class after the other: `step` for each value that it holds, in order, then `end`. `shares` are the table's. */
export function walkAlong(shares: readonly number[]): { step: (id: number, share: number) => void; end: () => number } {
  const values = shares.length
  /** Shares of the values up to each, and the sums of these. */
  const upTo = new Float64Array(values + 1)
  const sums = new Float64Array(values + 1)
  for (let id = 1; id <= values; id++) {
    upTo[id] = (upTo[id - 1] ?? 0) + (shares[id - 1] ?? 0)
    sums[id] = (sums[id - 1] ?? 0) + (upTo[id] ?? 0)
  }
  let [from, own, distance] = [1, 0, 0]
  const sumTo = (id: number) => sums[id] ?? 0

  function run(to: number): void {
    if (to < from) return
    // The last value up to which the table's shares add up to no more than the class's.
    let [low, high] = [from - 1, to]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((upTo[middle] ?? 0) <= own) low = middle
      else high = middle - 1
    }
    distance += own * (low - from + 1) - (sumTo(low) - sumTo(from - 1)) + (sumTo(to) - sumTo(low)) - own * (to - low)
    from = to + 1
  }

  return {
    step(id, share) {
      run(id - 1)
      own += share
    },
    end() {
      run(values - 1)
      const whole = values < 2 ? 0 : distance / (values - 1)
      from = 1
      own = 0
      distance = 0
      return whole
    },
  }
}
