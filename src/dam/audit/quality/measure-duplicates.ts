import { z } from 'zod'
import type { Fact } from '#dam/dataset/fact.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, sql } from '#platform/engines/sql-text.ts'
import { deliveredRows, pasteable, PASTED_FILE } from './delivered-column.ts'
import { shareOf } from './shortfall.ts'

type DuplicatePlan = NonNullable<NonNullable<Recipe['plan']>['duplicates']>

/** The share of rows that repeat an earlier row in every column, counted before, and the first ten of them where the plan limits the share. */
export async function measureDuplicates(plan: DuplicatePlan | undefined, duplicateRows: number, table: Table, { engine }: { engine: SqlEngine }): Promise<Fact> {
  const share = shareOf(duplicateRows, table.rows)
  const most = plan?.['at-most']
  const names = joinSql(table.columns.map(({ name }) => identifier(name)), ', ')
  // Looking for the rows costs a pass over the table with two hashes a row: done where a promise may be broken.
  const rows = duplicateRows === 0 || most === undefined ? [] : await findRepeats(table, engine)
  return {
    id: 'plan-duplicates', label: { en: 'Rows that repeat an earlier row exactly', ko: '앞의 행과 똑같은 행의 비율' },
    claim: plan?.claimed ?? null, rule: most ?? null, measured: share, unit: 'share',
    verdict: most === undefined ? 'noted' : share <= most ? 'passed' : 'failed',
    because: { en: `${duplicateRows.toLocaleString('en-US')} rows repeat an earlier one.`, ko: `${duplicateRows.toLocaleString('en-US')}행이 앞의 행을 되풀이합니다.` },
    ...(rows.length > 0 && { rows }),
    how: {
      method: { en: 'Rows were compared in every column as delivered; the first of each kind does not count.', ko: '모든 열의 값을 전달된 그대로 견주었고, 같은 행 가운데 첫 행은 세지 않았습니다.' },
      recompute: pasteable(sql`select coalesce(sum(n - 1), 0) / sum(n) as share from (select count(*) as n from ${deliveredRows(PASTED_FILE)} group by ${names})`),
    },
  }
}

/** The second and later rows of the first ten kinds that repeat, at most ten; kinds are told by two 64-bit hashes of their values. */
async function findRepeats(table: Table, engine: SqlEngine): Promise<number[]> {
  const names = joinSql(table.columns.map(({ name }) => identifier(name)), ', ')
  const kind = sql`hash(${names}) as a, hash(concat_ws(chr(31), ${names})) as b`
  const rows = await engine.query(sql`
    select file_row_number + 1 as row from (select ${kind}, file_row_number from ${deliveredRows(table.file)}) as every
    join (select a, b, min(file_row_number) as first from (select ${kind}, file_row_number from ${deliveredRows(table.file)}) group by a, b having count(*) > 1 order by first limit 10) as kinds
      on every.a = kinds.a and every.b = kinds.b and file_row_number > first
    order by 1 limit 10`, z.object({ row: z.number() }))
  return rows.map(({ row }) => row)
}
