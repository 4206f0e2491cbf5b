import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, pasteable, PASTED_FILE } from './delivered-column.ts'

/** With fewer columns beside identifiers, rows that differ in one are no news. */
const FEWEST_COLUMNS = 5
const EXACT_ROWS = 200_000
const SAMPLED_ROWS = 20_000
/** Hashes compared in all: beyond, the work would outlast everything else. */
const MOST_HASHES = 300_000_000

/**
 * Measures near duplicates: rows that agree with another row in all columns but one, identifiers apart, and are not the same in every column.
 *
 * For each column a hash of the row without it; rows that share one are alike. Up to 200,000 rows all are looked at,
 * beyond that 20,000 at equal distances, each against the whole table, so the share stays true of the table within about 0.7 points (95 %).
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

/** The xor of all columns' hashes, less one column's, is the hash of the row without it: one hash a cell, not one a pair of columns. */
function nearDuplicates(table: Table, compared: readonly Column[], everyNth: number, file: string): Sql {
  const parts = compared.map((_, place) => identifier(`h${place}`))
  const hashes = compared.map(({ name }, place) => sql`hash(${identifier(name)}, ${literal(place)}) as ${identifier(`h${place}`)}`)
  const whole = sql`hash(${joinSql(table.columns.map(({ name }) => identifier(name)), ', ')})`
  const together = parts.reduce((sum, part) => sql`xor(${sum}, ${part})`)
  const without = parts.map((part) => sql`xor(together, ${part})`)
  return sql`
    with cells as (select file_row_number as row, ${whole} as whole, ${joinSql(hashes, ', ')} from ${deliveredRows(file)}),
    hashed as (select row, whole, unnest([${joinSql(without, ', ')}]) as rest, unnest(range(${literal(compared.length)})) as place from (select *, ${together} as together from cells)),
    looked as (select * from hashed where row % ${literal(everyNth)} = 0),
    alike as (select rest, place from hashed where (rest, place) in (select (rest, place) from looked) group by rest, place having min(whole) <> max(whole)),
    near as (select distinct row from looked join alike using (rest, place))
    select count(*) as near, ${literal(table.rows === 0 ? 0 : Math.ceil(table.rows / everyNth))} as looked, min(row + 1, 10) as first from near`
}

function tellMethod(rows: number, everyNth: number): Fact['how']['method'] {
  const en = 'Rows that agree with some other row in all columns but one, identifiers apart, and are no exact repeat of it; compared by hashes of the row without each column in turn.'
  const ko = '식별자를 뺀 열 가운데 하나만 빼고 다른 어떤 행과 같으면서 완전히 똑같지는 않은 행입니다. 열을 하나씩 뺀 행의 해시로 견주었습니다.'
  if (everyNth === 1) return { en, ko }
  const looked = Math.ceil(rows / everyNth).toLocaleString('en-US')
  return { en: `${en} ${looked} rows at equal distances were looked at, each against the whole table.`, ko: `${ko} 같은 간격으로 고른 ${looked}행을 전체 자료와 견주었습니다.` }
}
