import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, sql, type Sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, getColumn, pasteable, PASTED_FILE, typedColumn } from './delivered-column.ts'
import { makePromiseFact } from './promise.ts'

const Counted = z.object({ concerned: z.number(), broken: z.number() })
const Row = z.object({ row: z.number() })

/** Measures that no value, or combination of values, occurs twice: every row of one that does breaks the rule. Rows where one is missing are not concerned. */
export async function measureUnique(id: string, names: readonly string[], mostly: number | undefined, table: Table, { engine }: { engine: SqlEngine }): Promise<Fact> {
  const values = names.map((name) => typedColumn(getColumn(table, name)))
  const groups = (file: string): Sql => {
    const keys = values.map((value, place) => sql`${value} as ${identifier(`key${place}`)}`)
    const present = values.map((_, place) => sql`${identifier(`key${place}`)} is not null`)
    return sql`(select ${joinSql(keys, ', ')}, count(*) as rows, min(file_row_number) as first from ${deliveredRows(file)} group by all having ${joinSql(present, ' and ')})`
  }
  const counting = (file: string) => sql`select coalesce(sum(rows), 0)::bigint as concerned, coalesce(sum(rows) filter (where rows > 1), 0)::bigint as broken from ${groups(file)}`
  const { concerned, broken } = await engine.queryOne(counting(table.file), Counted)
  const matching = values.map((value, place) => sql`${value} = ${identifier(`key${place}`)}`)
  const rows = broken === 0 ? [] : await engine.query(sql`
    select file_row_number + 1 as row from ${deliveredRows(table.file)}
    join (select * from ${groups(table.file)} where rows > 1 order by first limit 10) on ${joinSql(matching, ' and ')} order by 1 limit 10`, Row)
  const list = names.join(', ')
  return makePromiseFact({
    id, concerned, broken, mostly, rows: rows.map(({ row }) => row),
    label: names.length === 1 ? { en: `${list}: no value twice`, ko: `${list}: 같은 값이 두 번 없음` } : { en: `${list}: no combination twice`, ko: `${list}: 같은 조합이 두 번 없음` },
    method: { en: 'Rows were grouped by their values; every row of a group of two or more counts.', ko: '값이 같은 행끼리 묶어, 두 행 이상인 묶음의 모든 행을 세었습니다.' },
    recompute: pasteable(counting(PASTED_FILE)),
  })
}
