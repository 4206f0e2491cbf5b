import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { groupNeighbours } from './microaggregate-groups.ts'

/**
 * Makes a table (`row`, `cell`) in which each released value of a column is the mean of its group of neighbours.
 * Equal values that belong to two groups are told apart by their rows. Holds 20 bytes a row while it works.
 * @throws {Refusal} `bad-input` for fewer than `size` values, or values that are no finite numbers
 */
export async function microaggregateColumn(
  request: { name: string; column: string; size: number; value: Sql; rows: Sql; rowCount: number; joins: readonly Sql[]; isSampled: boolean }, { engine }: { engine: SqlEngine },
): Promise<void> {
  const { name, column, size, isSampled } = request
  const released = isSampled ? sql`where s.row in (select row from deidentify_sample)` : sql``
  const values = new Float64Array(request.rowCount)
  const rows = new Float64Array(request.rowCount)
  let count = 0
  const sorted = sql`select value, row::double as row from (
    select (${request.value})::double as value, s.row as row from ${request.rows} s ${joinSql(request.joins, ' ')} ${released}) where value is not null order by value, row`
  for await (const { columns: [ofValues, ofRows], rows: length } of engine.batches(withoutBindings(sorted))) {
    for (let place = 0; place < length; place++) {
      values[count] = Number(ofValues?.[place])
      rows[count++] = Number(ofRows?.[place])
    }
  }
  if (count < size) throw new Refusal('bad-input', `Column "${column}" has ${count === 1 ? '1 value' : `${count} values`} to release, and microaggregate: ${size} needs at least ${size}; write a smaller number, or drop the column`)
  const [smallest = 0, largest = 0] = [values[0], values[count - 1]]
  if (!Number.isFinite(smallest) || !Number.isFinite(largest)) throw new Refusal('bad-input', `Column "${column}" holds values that are no finite numbers, which have no mean; make them missing in the data`)
  const cells = meansOf(values.subarray(0, count), size)
  await engine.load(name, [{ name: 'row', type: 'double', values: rows.subarray(0, count) }, { name: 'cell', type: 'double', values: cells }])
}

/** By place, the mean of the group. Written over `values`, of which there may be many. */
function meansOf(values: Float64Array, size: number): Float64Array {
  const starts = groupNeighbours(values, size)
  starts.forEach((start, group) => {
    const end = starts[group + 1] ?? values.length
    const first = values[start] ?? 0
    const last = values[end - 1] ?? 0
    let sum = 0
    for (let place = start; place < end; place++) sum += (values[place] ?? 0) - first
    // Within its group, whatever the rounding.
    values.fill(Math.min(Math.max(first + sum / (end - start), first), last), start, end)
  })
  return values
}
