import type { Column, Table } from '#dam/dataset/table.ts'
import type { Fairness, Favourable } from '#dam/recipe/recipe.ts'
import { literal, sql, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { getColumn, textColumn, typedColumn } from '../quality/delivered-column.ts'

/** Columns that the audit compares, found in the table; the pieces of SQL read `deliveredRows`. */
export interface FairnessColumns {
  readonly groups: readonly Column[]
  readonly label: Column
  /** Boolean; null where the label is missing or does not fit its type. */
  readonly isFavourable: Sql
  readonly prediction?: { readonly column: Column; readonly isFavourable: Sql; readonly score?: Column }
}

/** Finds the columns. @throws {Refusal} `bad-recipe` for a column that is missing, named twice or of a type that cannot be compared */
export function findFairnessColumns(table: Table, fairness: Fairness): FairnessColumns {
  const { prediction } = fairness
  const repeated = fairness.groups.find((name, place) => fairness.groups.indexOf(name) < place)
  if (repeated !== undefined) throw new Refusal('bad-recipe', `fairness.groups names ‘${repeated}’ twice; name each column once`)
  const outcomes = new Set([fairness.label, prediction?.column, prediction?.score])
  const both = fairness.groups.find((name) => outcomes.has(name))
  if (both !== undefined) throw new Refusal('bad-recipe', `fairness names ‘${both}’ as a group and as an outcome; a column can only be one of them`)
  const label = getColumn(table, fairness.label)
  return {
    groups: fairness.groups.map((name) => getColumn(table, name)),
    label,
    isFavourable: favourableCondition(label, fairness.favourable),
    ...(prediction && { prediction: predictionOf(table, prediction, fairness.favourable) }),
  }
}

/** Whether a value is the favourable one, as SQL: true, false, or null where the value is missing. @throws {Refusal} `bad-recipe` for a range of a column without numbers */
export function favourableCondition(column: Column, favourable: Favourable): Sql {
  const text = textColumn(column)
  const typed = typedColumn(column)
  const isNumber = column.type === 'integer' || column.type === 'decimal'
  if (typeof favourable === 'object') {
    if (!isNumber) throw new Refusal('bad-recipe', `The favourable values of ‘${column.name}’ are a range, but the column holds ${column.type}; write the value itself, or give the column the type integer or decimal`)
    return 'at-least' in favourable ? sql`(${typed} >= ${literal(favourable['at-least'])}::double)` : sql`(${typed} <= ${literal(favourable['at-most'])}::double)`
  }
  const number = Number(favourable)
  if (isNumber && typeof favourable !== 'boolean' && favourable !== '' && Number.isFinite(number)) return sql`(${typed} = ${literal(number)}::double)`
  if (typeof favourable === 'boolean' && column.type === 'boolean') return sql`(${typed} = ${literal(favourable)})`
  if (typeof favourable === 'string' && column.type !== 'boolean') return sql`(${text} = ${literal(favourable)})`
  // A text that is no number, or neither true nor false, is a value like any other: not the favourable one.
  if (typeof favourable === 'number') return sql`case when ${text} is not null then coalesce(try_cast(${text} as double) = ${literal(favourable)}::double, false) end`
  if (typeof favourable === 'boolean') return sql`case when ${text} is not null then coalesce(try_cast(${text} as boolean) = ${literal(favourable)}, false) end`
  return sql`coalesce(${typed} = try_cast(${literal(favourable)} as boolean), ${text} = ${literal(favourable)})`
}

/** The favourable outcome as people read it: yes, or ≥ 50000. */
export function describeFavourable(favourable: Favourable): string {
  if (typeof favourable !== 'object') return String(favourable)
  return 'at-least' in favourable ? `≥ ${favourable['at-least']}` : `≤ ${favourable['at-most']}`
}

function predictionOf(table: Table, prediction: NonNullable<Fairness['prediction']>, favourableLabel: Favourable): NonNullable<FairnessColumns['prediction']> {
  const column = getColumn(table, prediction.column)
  const score = prediction.score === undefined ? undefined : getColumn(table, prediction.score)
  if (score && score.type !== 'integer' && score.type !== 'decimal') throw new Refusal('bad-recipe', `fairness.prediction.score names ‘${score.name}’, which holds ${score.type}; name a column of numbers`)
  return { column, isFavourable: favourableCondition(column, prediction.favourable ?? favourableLabel), ...(score && { score }) }
}
