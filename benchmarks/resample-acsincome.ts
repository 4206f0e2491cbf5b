import { z } from 'zod'
import type { SqlEngine } from '../src/platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql, withoutBindings } from '../src/platform/engines/sql-text.ts'

/**
 * Columns that are taken from one donor together: a household, work, origin.
 *
 * Columns within a block keep their dependence, blocks are independent. Of the ways to cut that we counted at
 * 10 million rows, this one comes near to 8 million distinct combinations of the eight quasi-identifiers: about 7.98 million.
 */
const BLOCKS = [['AGEP', 'MAR', 'SEX', 'RELP'], ['SCHL', 'COW', 'OCCP', 'WKHP', 'PINCP'], ['RAC1P', 'POBP']] as const

/** Columns of the file, in order. */
export const ACSINCOME_COLUMNS = ['AGEP', 'SEX', 'RAC1P', 'MAR', 'SCHL', 'COW', 'POBP', 'OCCP', 'RELP', 'WKHP', 'PINCP'] as const

/** The eight that are quasi-identifiers in every benchmark. */
export const QUASI_IDENTIFIERS = ACSINCOME_COLUMNS.slice(0, 8)

const Source = z.object({ rows: z.number() })
const Distinct = z.object({ distinct: z.number() })

/**
 * Writes a CSV with as many rows as wanted, drawn from ACS income.
 *
 * Row i takes a block from the donor whose number is md5('seed block i') modulo the rows of the source, so that a seed
 * gives the same file everywhere. @returns how many combinations of the quasi-identifiers are distinct
 */
export async function resampleAcsIncome(
  { source, target, rows, seed }: { source: string; target: string; rows: number; seed: number },
  { engine }: { engine: SqlEngine },
): Promise<number> {
  await engine.run(sql`create or replace temporary table donors as
    select row_number() over () - 1 as donor, * from read_csv(${source}, delim = ';', header = true, all_varchar = true)`)
  const { rows: donors } = await engine.queryOne(sql`select count(*) as rows from donors`, Source)
  await engine.run(withoutBindings(sql`create or replace temporary table resampled as ${resampled(rows, donors, seed)}`))
  await engine.run(withoutBindings(sql`copy resampled to ${literal(target)} (format csv, delimiter ';', header true)`))
  const combination = joinSql(QUASI_IDENTIFIERS.map(identifier), ', ')
  const { distinct } = await engine.queryOne(sql`select count(*) as distinct from (select distinct ${combination} from resampled)`, Distinct)
  await engine.run(sql`drop table resampled`)
  return distinct
}

function resampled(rows: number, donors: number, seed: number): Sql {
  const blockOf = (column: string) => BLOCKS.findIndex((block) => block.some((name) => name === column))
  const alias = (block: number) => identifier(`block_${block}`)
  const columns = ACSINCOME_COLUMNS.map((column) => sql`${alias(blockOf(column))}.${identifier(column)}`)
  const joins = BLOCKS.map((_, block) => sql`join donors ${alias(block)} on ${alias(block)}.donor = md5_number_lower(concat_ws(' ', ${seed}, ${block}, place)) % ${donors}`)
  return sql`select ${joinSql(columns, ', ')} from range(${rows}) places(place) ${joinSql(joins, ' ')} order by place`
}
