import { z } from 'zod'
import type { ColumnProfile } from '#dam/dataset/reports.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, literal, sql } from '#platform/engines/sql-text.ts'
import { isKey, mayBeKey } from './find-keys.ts'
import { guessRole } from './role/guess-role.ts'
import { countSampled, type RowSample, type SampledColumn } from './row-sample.ts'
import { chooseShownValues } from './shown-values.ts'
import { measureLengths, summariseNumbers } from './summarise-values.ts'
import { findCommonestShape } from './text-shape.ts'
import { countValues } from './value-counts.ts'
import { measureWideColumn } from './wide-column.ts'

/** Columns with more distinct values than this are measured inside the engine, and their distinct values estimated. */
export const MOST_COUNTED_VALUES = 100_000
const NARROW_SHARE = 0.2

/** A column's profile, and whether its values tell every row apart. */
export interface ProfiledColumn {
  readonly profile: ColumnProfile
  readonly isKey: boolean
}

/** Profiles the column at `place` of the table, with the sample taken before. */
export async function profileColumn(table: Table, place: number, sample: RowSample, { engine }: { engine: SqlEngine }): Promise<ProfiledColumn> {
  const column = table.columns[place]
  const sampled = sample.columns[place]
  if (!column || !sampled) throw new Error('A profile was asked of a column that the table has not')
  return (await isNarrow(table, column, sample, sampled, engine))
    ? profileByCounts(table, column, engine)
    : profileByScan(table, column, sample, sampled, engine)
}

/** Whether all values of the column can be held: seen in the sample, or estimated over all rows where that leaves it open. */
async function isNarrow(table: Table, column: Column, sample: RowSample, sampled: SampledColumn, engine: SqlEngine): Promise<boolean> {
  if (sample.everyNth === 1 || countSampled(sampled) <= sample.rows * NARROW_SHARE) return true
  return (await estimateDistinct(table, column, engine)) <= MOST_COUNTED_VALUES
}

async function profileByCounts(table: Table, column: Column, engine: SqlEngine): Promise<ProfiledColumn> {
  const { missing, values } = await countValues(table, column, { engine })
  const distinct = values.length
  const isText = column.type === 'text'
  const length = isText ? measureLengths(values) : undefined
  const numbers = isText ? {} : summariseNumbers(values, column.type)
  const profile = describe(table, column, { missing, distinct, distinctIsExact: true, ...(length && { length }), ...numbers }, values, values)
  return { profile, isKey: missing === 0 && distinct === table.rows && distinct > 0 }
}

async function profileByScan(table: Table, column: Column, sample: RowSample, sampled: SampledColumn, engine: SqlEngine): Promise<ProfiledColumn> {
  const { missing, ...measured } = await measureWideColumn(table, column, { engine })
  const present = table.rows - missing
  const unique = missing === 0 && mayBeKey(sampled) && (await isKey(table, [column.name], { engine }))
  const estimate = unique ? present : Math.min(present, await estimateDistinct(table, column, engine))
  const seen = sampled.texts.flatMap((text, code) => (text === null ? [] : [{ text, count: sampled.counts[code] ?? 0 }]))
  const top = estimate <= sample.rows || estimate / present < 0.5 ? await countCommonest(table, column, engine) : []
  const profile = describe(table, column, { missing, distinct: estimate, distinctIsExact: unique, ...measured }, seen, top)
  return { profile, isKey: unique }
}

type Measured = Omit<ColumnProfile, 'name' | 'type' | 'missingShare' | 'top' | 'pattern' | 'role'>
type Values = readonly { readonly text: string; readonly count: number }[]

function describe(table: Table, { name, type }: Column, measured: Measured, values: Values, top: Values): ColumnProfile {
  const { missing, distinct, range } = measured
  const present = table.rows - missing
  const role = guessRole(name, { type, present, distinct, values, ...(range && { range }) })
  const pattern = type === 'text' && role.guess !== 'text' ? findCommonestShape(values) : undefined
  return {
    name, type, ...measured,
    missingShare: table.rows === 0 ? 0 : missing / table.rows,
    top: chooseShownValues(role, { present, distinct, missing }, top),
    ...(pattern && { pattern }),
    role,
  }
}

async function estimateDistinct(table: Table, column: Column, engine: SqlEngine): Promise<number> {
  const { distinct } = await engine.queryOne(sql`select approx_count_distinct(${identifier(column.name)}) as distinct from read_parquet(${literal(table.file)})`, z.object({ distinct: z.number() }))
  return distinct
}

function countCommonest(table: Table, column: Column, engine: SqlEngine) {
  return engine.query(sql`
    select ${identifier(column.name)}::varchar as text, count(*) as count from read_parquet(${literal(table.file)})
    where ${identifier(column.name)} is not null group by 1 order by 2 desc, 1 limit 10`, z.object({ text: z.string(), count: z.number() }))
}
