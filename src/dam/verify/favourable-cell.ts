import { literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import type { Favourable } from './read-privacy.ts'

/**
 * Whether a released label is the one that people wish for, by docs/release-format.md, section 8; null where it is missing.
 *
 * @param type the engine's name for the column's type
 * @throws {Refusal} `bad-input` for a range of something else than numbers
 */
export function favourableCell(cell: Sql, type: string, favourable: Favourable): Sql {
  const isNumber = type === 'BIGINT' || type === 'DOUBLE'
  const isTruth = type === 'BOOLEAN'
  const text = sql`${cell}::varchar`
  const unlessMissing = (is: Sql) => sql`(case when ${cell} is null then null else coalesce(${is}, false) end)`
  if (typeof favourable === 'object') {
    if (!isNumber) throw new Refusal('bad-input', 'weights/: the label is released as something else than numbers, and the favourable values are a range of them')
    return 'at-least' in favourable ? sql`(${cell}::double >= ${literal(favourable['at-least'])}::double)` : sql`(${cell}::double <= ${literal(favourable['at-most'])}::double)`
  }
  if (isNumber && typeof favourable !== 'boolean' && favourable !== '' && Number.isFinite(Number(favourable))) return sql`(${cell}::double = ${literal(Number(favourable))}::double)`
  if (isTruth && typeof favourable === 'boolean') return sql`(${cell} = ${literal(favourable)})`
  if (isTruth && typeof favourable === 'string') return unlessMissing(sql`${cell} = coalesce(try_cast(${literal(favourable)} as boolean), case when ${text} = ${literal(favourable)} then ${cell} else not ${cell} end)`)
  if (typeof favourable === 'number') return unlessMissing(sql`try_cast(${text} as double) = ${literal(favourable)}::double`)
  if (typeof favourable === 'boolean') return unlessMissing(sql`try_cast(${text} as boolean) = ${literal(favourable)}`)
  return sql`(${text} = ${literal(favourable)})`
}
