import { z } from 'zod'
import type { Bilingual } from '#dam/dataset/fact.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { QualityRule } from '#dam/recipe/quality-rule.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, listLiteral, literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { getColumn, textColumn, typedColumn } from './delivered-column.ts'
import { rangeCondition } from './range-condition.ts'
import { openReferenceFile } from './reference-file.ts'

/** A rule that each row keeps or breaks by itself. */
export interface RowRule {
  readonly label: Bilingual
  /** True, false, or null for a row that the rule does not concern; over `deliveredRows`. */
  readonly keeps: Sql
  /** The same for a reader's own machine. */
  readonly pasted: Sql
}

/** Where rules are measured. */
export interface RuleSetting {
  readonly table: Table
  /** What paths in the recipe are relative to. */
  readonly directory: string
}

/** The rule as a condition on rows; undefined for rules about the whole table. @throws {Refusal} `bad-recipe` for a rule that cannot be measured */
export async function readRowRule(rule: QualityRule, { table, directory }: RuleSetting, { engine }: { engine: SqlEngine }): Promise<RowRule | undefined> {
  if ('not-null' in rule) return notNull([rule['not-null']].flat().map((name) => getColumn(table, name)))
  if ('in-range' in rule) return inRange(getColumn(table, rule['in-range'].column), rule['in-range'])
  if ('in-set' in rule) return inSet(getColumn(table, rule['in-set'].column), rule['in-set'].values)
  if ('matches' in rule) return matches(getColumn(table, rule.matches.column), rule.matches.pattern, engine)
  if ('foreign-key' in rule) return foreignKey(getColumn(table, rule['foreign-key'].column), rule['foreign-key'], directory, engine)
  return undefined
}

function same(label: Bilingual, keeps: Sql): RowRule {
  return { label, keeps, pasted: keeps }
}

function notNull(columns: readonly Column[]): RowRule {
  const names = columns.map(({ name }) => name).join(', ')
  return same({ en: `${names}: never missing`, ko: `${names}: 빈 값 없음` }, sql`(${joinSql(columns.map((column) => sql`(${typedColumn(column)}) is not null`), ' and ')})`)
}

function inRange(column: Column, bounds: { min?: string | number | undefined; max?: string | number | undefined }): RowRule {
  const { min, max } = bounds
  const en = min === undefined ? `at most ${max}` : max === undefined ? `at least ${min}` : `between ${min} and ${max}`
  const ko = [min === undefined ? '' : `${min} 이상`, max === undefined ? '' : `${max} 이하`].filter(Boolean).join(' ')
  return same({ en: `${column.name}: ${en}`, ko: `${column.name}: ${ko}` }, rangeCondition(column, bounds))
}

function inSet(column: Column, values: readonly (string | number | boolean)[]): RowRule {
  const listed = values.slice(0, 5).map(String).join(', ') + (values.length > 5 ? ', …' : '')
  const label = { en: `${column.name}: one of ${values.length} listed values (${listed})`, ko: `${column.name}: 정해진 값 ${values.length}가지 중 하나(${listed})` }
  const numbers = values.map(Number).filter(Number.isFinite)
  if ((column.type === 'integer' || column.type === 'decimal') && numbers.length > 0) return same(label, sql`list_contains(${listLiteral(numbers)}::double[], (${typedColumn(column)})::double)`)
  if (column.type === 'boolean') return same(label, sql`list_contains(${listLiteral(values.map(String))}, (${typedColumn(column)})::varchar)`)
  return same(label, sql`list_contains(${listLiteral(values.map(String))}, ${textColumn(column)})`)
}

async function matches(column: Column, pattern: string, engine: SqlEngine): Promise<RowRule> {
  try {
    await engine.queryOne(sql`select regexp_full_match('', ${literal(pattern)}) as matched`, z.object({ matched: z.boolean() }))
  } catch (fault) {
    if (fault instanceof Refusal) throw fault
    throw new Refusal('bad-recipe', `The pattern of ‘${column.name}’ is not a regular expression that RE2 understands; look-around and back-references are not part of it`, { cause: fault })
  }
  return same({ en: `${column.name}: matches ${pattern}`, ko: `${column.name}: ${pattern} 형식과 일치` }, sql`regexp_full_match(${textColumn(column)}, ${literal(pattern)})`)
}

async function foreignKey(column: Column, { file, key }: { file: string; key: string }, directory: string, engine: SqlEngine): Promise<RowRule> {
  const reference = await openReferenceFile(file, [key], directory, { engine })
  const isNumber = column.type === 'integer' || column.type === 'decimal'
  const value = isNumber ? sql`(${typedColumn(column)})::double` : textColumn(column)
  const known = isNumber ? sql`try_cast(${identifier(key)} as double)` : sql`${identifier(key)}::varchar`
  const within = (rows: Sql) => sql`case when ${value} is not null then ${value} in (select ${known} from ${rows} where ${known} is not null) end`
  return {
    label: { en: `${column.name}: stands in ‘${key}’ of ${file}`, ko: `${column.name}: ${file}의 ‘${key}’ 열에 있는 값` },
    keeps: within(reference.rows),
    pasted: within(reference.pasted),
  }
}
