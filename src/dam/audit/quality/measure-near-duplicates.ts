import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, pasteable, PASTED_FILE } from './delivered-column.ts'

/** With fewer columns beside identifiers, rows that differ in one are no news. */
const FEWEST_COLUMNS = 5
const EXACT_ROWS = 200_000
const SAMPLED_ROWS = 10_000
/** Hashes compared in all: beyond, the work would outlast everything else. */
const MOST_HASHES = 300_000_000

/**
 * Measures near duplicates: rows that agree with another row in all columns but one, identifiers apart, and are not the same in every column.
 *
 * For each column a hash of the row without it; rows that share one are alike. Up to 200,000 rows all are looked at,
 * beyond that 10,000 at equal distances, each against the whole table, so the share is that of the table within about one point (95 %).
 */
export async function measureNearDuplicates(table: Table, identifiers: ReadonlySet<string>, { engine }: { engine: SqlEngine }): Promise<Fact> {
  const compared = table.columns.filter(({ name }) => !identifiers.has(name))
  const everyNth = table.rows <= EXACT_ROWS ? 1 : Math.ceil(table.rows / SAMPLED_ROWS)
  const fact = { id: 'near-duplicates', label: { en: 'Rows that differ from another in one column only', ko: '한 열만 다른 거의 같은 행의 비율' }, claim: null, rule: null, unit: 'share' as const }
  const how = { method: tellMethod(table.rows, everyNth), recompute: compared.length === 0 ? '' : pasteable(nearDuplicates(table, compared, everyNth, PASTED_FILE)) }
  if (compared.length < FEWEST_COLUMNS) {
    return { ...fact, measured: null, verdict: 'not-checked', because: { en: `Fewer than ${FEWEST_COLUMNS} columns are no identifiers.`, ko: `식별자가 아닌 열이 ${FEWEST_COLUMNS}개보다 적습니다.` }, how }
  }
  if (table.rows * compared.length > MOST_HASHES) {
    return { ...fact, measured: null, verdict: 'not-checked', because: { en: 'The table is too large for this comparison.', ko: '이 비교를 하기에는 자료가 너무 큽니다.' }, how }
  }
  const { near, looked, first } = await engine.queryOne(nearDuplicates(table, compared, everyNth, table.file), z.object({ near: z.number(), looked: z.number(), first: z.array(z.number()).nullable() }))
  return { ...fact, measured: looked === 0 ? 0 : near / looked, verdict: 'noted', ...(first && first.length > 0 && { rows: first }), how }
}

/**
 * The xor of all columns' hashes, less one column's, is the hash of the row without it: one hash a cell, not one a pair of columns.
 * A cell is hashed twice: the engine joins value and place by xor, and two columns that exchange their values would cancel out.
 * The hashes are never all held: the table is read twice, and only those met among the rows looked at are grouped.
 */
function nearDuplicates(table: Table, compared: readonly Column[], everyNth: number, file: string): Sql {
  const hashes = compared.map(({ name }, place) => sql`hash(hash(${identifier(name)}, ${literal(place)})) as ${identifier(`h${place}`)}`)
  const whole = sql`hash(${joinSql(table.columns.map(({ name }) => identifier(name)), ', ')})`
  const together = compared.map((_, place) => identifier(`h${place}`)).reduce((sum, part) => sql`xor(${sum}, ${part})`)
  const without = compared.map((_, place) => sql`xor(xor(together, ${identifier(`h${place}`)}), hash(${literal(place)}))`)
  const keys = (where: Sql) => sql`(select row, whole, unnest([${joinSql(without, ', ')}]) as key from (select *, ${together} as together from (select file_row_number as row, ${whole} as whole, ${joinSql(hashes, ', ')} from ${deliveredRows(file)} ${where})))`
  return sql`
    with looked as materialized (select row, key from ${keys(sql`where file_row_number % ${literal(everyNth)} = 0`)}),
    alike as (select key from ${keys(sql``)} ${everyNth === 1 ? sql`` : sql`where key in (select key from looked)`} group by key having min(whole) <> max(whole)),
    near as (select distinct row from looked where key in (select key from alike))
    select count(*) as near, ${literal(table.rows === 0 ? 0 : Math.ceil(table.rows / everyNth))} as looked, min(row + 1, 10) as first from near`
}

function tellMethod(rows: number, everyNth: number): Fact['how']['method'] {
  const en = 'Rows that agree with some other row in all columns but one, identifiers apart, and are no exact repeat of it; compared by hashes of the row without each column in turn.'
  const ko = '식별자를 뺀 열 가운데 하나만 빼고 다른 어떤 행과 같으면서 완전히 똑같지는 않은 행입니다. 열을 하나씩 뺀 행의 해시로 견주었습니다.'
  if (everyNth === 1) return { en, ko }
  const looked = Math.ceil(rows / everyNth).toLocaleString('en-US')
  return { en: `${en} ${looked} rows at equal distances were looked at, each against the whole table.`, ko: `${ko} 같은 간격으로 고른 ${looked}행을 전체 자료와 견주었습니다.` }
}
