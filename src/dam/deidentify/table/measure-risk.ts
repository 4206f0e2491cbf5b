import { z } from 'zod'
import type { Risk } from '#dam/dataset/reports.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import type { TreatedColumn } from './treat-column.ts'
import { type ClassList, groupBySize } from './list-classes.ts'
import { type RiskGroup, riskOf } from './risk.ts'
import { cellsOf, sourceRows } from './source-rows.ts'

/** Risk from classes that were counted here, where the release is the whole delivery. */
export function riskOfClasses(list: ClassList, rows: number, smallest: number, k: number): Risk {
  return riskOf(groupBySize(list, smallest).map((group) => ({ ...group, delivered: group.size })), rows, k)
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

/** Classes of `deidentify_rows` by these keys. */
export function countedRows(keys: readonly Sql[], hasPersons: boolean): CountedBy {
  return { keys, from: sql`deidentify_rows`, released: sql`released`, suppressed: sql`suppressed`, ...(hasPersons && { person: identifier('person') }) }
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

const Group = z.object({ size: z.number(), delivered: z.number(), rows: z.number(), uniques: z.number() })

/** Risk from classes that the engine counts: in the release and, for the journalist, in the whole delivery. */
export async function riskOfRows({ keys, from, person, released, suppressed }: CountedBy, rows: number, k: number, { engine }: { engine: SqlEngine }): Promise<Risk> {
  const many = (only: Sql) => (person
    ? sql`count(distinct ${person}) filter (${only}) + (case when count(*) filter (${only} and ${person} is null) > 0 then 1 else 0 end)`
    : sql`count(*) filter (${only})`)
  // A row that was not drawn is never marked, so the marks of a class are those of its released rows.
  const groups: RiskGroup[] = await engine.query(withoutBindings(sql`
    select size, delivered, sum(rows)::bigint as rows, (count(*) filter (rows = 1))::bigint as uniques from (
      select count(*) filter (${released}) as rows, ${many(released)} as size, ${many(sql`true`)} as delivered
      from ${from} ${keys.length > 0 ? sql`group by ${joinSql(keys, ', ')}` : sql``} having not bool_or(${suppressed}))
    where rows > 0 group by size, delivered order by size, delivered`), Group)
  return riskOf(groups, rows, k)
}
