import { z } from 'zod'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { joinSql, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import type { TreatedColumn } from './treat-column.ts'
import type { Frequencies } from './frequencies.ts'
import type { ClassList, SizeGroup } from './list-classes.ts'
import type { RiskGroup } from './risk.ts'
import { cellsOf, sourceRows } from './source-rows.ts'

/** Classes of one size in the release, and one in the whole delivery. */
export type CountedGroup = RiskGroup & Pick<SizeGroup, 'classes'>

/** The sizes of classes that were counted here; `delivered` holds their sizes in the whole delivery, where the release is a sample. */
export function groupClasses({ classes, rows, sizes }: ClassList, delivered: Uint32Array | undefined): CountedGroup[] {
  const groups = new Map<number, CountedGroup & { rows: number; uniques: number; classes: number }>()
  for (let place = 0; place < classes; place++) {
    const size = sizes[place] ?? 0
    const inDelivery = delivered?.[place] ?? size
    const key = size * 2 ** 26 + inDelivery
    let group = groups.get(key)
    if (!group) groups.set(key, group = { size, delivered: inDelivery, rows: 0, uniques: 0, classes: 0 })
    group.rows += rows[place] ?? 0
    group.classes++
    if (rows[place] === 1) group.uniques++
  }
  return Array.from(groups.values()).toSorted((a, b) => a.size - b.size || a.delivered - b.delivered)
}

/** Rows, or distinct persons, that each class has in the whole delivery. */
export function deliveredSizes({ entries, persons, delivered, counts }: Frequencies, classOf: Int32Array, classes: number): Uint32Array {
  const sizes = new Uint32Array(classes)
  const lastSeen = new Int32Array(persons ? classes : 0).fill(-1)
  for (let entry = 0; entry < entries; entry++) {
    const place = classOf[entry] ?? -1
    if (place < 0) continue
    const person = persons?.[entry]
    if (person === undefined) sizes[place]! += delivered?.[entry] ?? counts[entry] ?? 0 // safe: classes are below their number
    else if (lastSeen[place] !== person) {
      lastSeen[place] = person
      sizes[place]! += 1 // safe: as above
    }
  }
  return sizes
}

/** What makes a class, and where its rows are counted. */
export interface CountedBy {
  readonly keys: readonly Sql[]
  readonly from: Sql
  readonly person?: Sql
  /** True for rows of the release. */
  readonly released: Sql
  /** True for rows that stand outside every class. */
  readonly suppressed: Sql
}

/** Classes of the quasi-identifiers as they were delivered, before any step. */
export function countedDelivery(table: Table, quasi: readonly TreatedColumn[], person: number | undefined, isSampled: boolean): CountedBy {
  return {
    keys: quasi.map(({ place }) => cellsOf(table, place).text),
    from: isSampled ? sql`${sourceRows(table)} s left join deidentify_sample o on o.row = s.row` : sql`${sourceRows(table)} s`,
    released: isSampled ? sql`(o.row is not null)` : sql`true`, suppressed: sql`false`,
    ...(person !== undefined && { person: cellsOf(table, person).text }),
  }
}

const Group = z.object({ size: z.number(), delivered: z.number(), rows: z.number(), uniques: z.number(), classes: z.number() })

/** The sizes of classes, as the engine counts them: in the release and, for the journalist, in the whole delivery. */
export async function groupRows({ keys, from, person, released, suppressed }: CountedBy, { engine }: { engine: SqlEngine }): Promise<CountedGroup[]> {
  const many = (only: Sql) => (person
    ? sql`count(distinct ${person}) filter (${only}) + (case when count(*) filter (${only} and ${person} is null) > 0 then 1 else 0 end)`
    : sql`count(*) filter (${only})`)
  // A row that was not drawn is never marked, so the marks of a class are those of its released rows.
  return engine.query(withoutBindings(sql`
    select size, delivered, sum(rows)::bigint as rows, (count(*) filter (rows = 1))::bigint as uniques, count(*) as classes from (
      select count(*) filter (${released}) as rows, ${many(released)} as size, ${many(sql`true`)} as delivered
      from ${from} ${keys.length > 0 ? sql`group by ${joinSql(keys, ', ')}` : sql``} having not bool_or(${suppressed}))
    where rows > 0 group by size, delivered order by size, delivered`), Group)
}
