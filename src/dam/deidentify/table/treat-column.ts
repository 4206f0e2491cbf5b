import { stepsOf as stepsOfRecipe } from '#dam/recipe/column-steps.ts'
import type { Column, ValueType } from '#dam/dataset/table.ts'
import type { Operation, Recipe, RecipeColumn } from '#dam/recipe/recipe.ts'
import { identifier, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { keyedHashOf, pseudonymOf } from './keyed-hash.ts'
import { noisedValue } from './noise-value.ts'

/** A column as the engine reads it: its text as delivered, and its value. */
export interface ColumnCells {
  readonly text: Sql
  readonly value: Sql
}

/** What becomes of one column, before any hierarchy. */
export interface TreatedColumn {
  /** Place in the delivery, 0 first. */
  readonly place: number
  readonly column: Column
  readonly settings: RecipeColumn
  readonly fate: 'drop' | 'release' | 'generalise'
  /** The cell after the steps before generalisation. */
  readonly value: Sql
  /** Its text: the leaf of a hierarchy. */
  readonly text: Sql
  readonly type: ValueType
  /** Whether a value is a whole number, so that it is one leaf of a domain of numbers. */
  readonly isWhole: boolean
  /** The level that the recipe asks for, for every row. */
  readonly level?: number
  /** What must be joined to the rows of the delivery, which are read as `s`, before `value` and `text` are read. */
  readonly joins: readonly Sql[]
  /** The tables that are joined, in the order in which they must be made. */
  readonly tables: readonly TreatmentTable[]
  /** The steps in words, for the report. */
  readonly did: string
}

/** A table that a step needs, because its cells follow from all rows. Made of `cell`, after `joins`. */
export interface TreatmentTable {
  readonly name: string
  readonly step: { readonly tokenise: true } | { readonly shuffle: true } | { readonly microaggregate: number }
  readonly cell: Sql
  readonly joins: readonly Sql[]
}

/** The steps of a column as they are taken: a quasi-identifier that is not dropped is generalised in the end. */
export function stepsOf(settings: RecipeColumn): readonly Operation[] {
  const steps = stepsOfRecipe(settings)
  const isGeneralised = steps.some((step) => step === 'generalise' || step === 'drop' || (typeof step === 'object' && 'generalise' in step))
  return settings.role === 'quasi-identifier' && !isGeneralised ? [...steps, 'generalise'] : steps
}

/** The recipe's words for a column. @throws {Refusal} `bad-recipe` when it has none */
export function settingsOf(recipe: Recipe, column: string): RecipeColumn {
  const settings = Object.hasOwn(recipe.columns, column) ? recipe.columns[column] : undefined
  if (!settings) throw new Refusal('bad-recipe', `Column "${column}" of the data is not in the recipe; add it under columns, with its role`)
  return settings
}

/** Says in SQL what becomes of a column's cells. @throws {Refusal} `bad-input` when numbers are asked of a column without */
export function treatColumn(request: { place: number; column: Column; settings: RecipeColumn; cells: ColumnCells; key: Uint8Array }): TreatedColumn {
  const { place, column, settings, cells, key } = request
  let treated: Treated = { value: sql`(${cells.value})::${ENGINE_TYPES[column.type]}`, text: cells.text, type: column.type, isWhole: column.type === 'integer', fate: 'release', joins: [], tables: [] }
  const did: string[] = []
  for (const step of stepsOf(settings)) {
    treated = takeStep(treated, step, { place, column: column.name, key })
    did.push(wordsOf(step))
  }
  return { place, column, settings, ...treated, did: did.join(', ') }
}

type Treated = Pick<TreatedColumn, 'value' | 'text' | 'type' | 'isWhole' | 'fate' | 'level' | 'joins' | 'tables'>

const ENGINE_TYPES: Readonly<Record<ValueType, Sql>> = {
  text: sql`varchar`, integer: sql`bigint`, decimal: sql`double`, boolean: sql`boolean`, date: sql`date`, timestamp: sql`timestamp`, time: sql`time`,
}

function takeStep(before: Treated, step: Operation, { place, column, key }: { place: number; column: string; key: Uint8Array }): Treated {
  if (step === 'keep') return before
  if (step === 'drop') return { ...before, fate: 'drop' }
  if (step === 'generalise') return { ...before, fate: 'generalise' }
  if (step === 'pseudonym') return asText(before, pseudonymOf(before.text, key))
  if (step === 'hash') return asText(before, keyedHashOf(before.text, key))
  if (step === 'tokenise') return tokenised(before, place)
  if (step === 'shuffle') return byRow(before, { name: `deidentify_shuffle_${place}`, step: { shuffle: true } })
  if ('generalise' in step) return { ...before, fate: 'generalise', level: step.generalise }
  if ('mask' in step) return asText(before, maskOf(before.text, step.mask))
  if (before.type !== 'integer' && before.type !== 'decimal') {
    throw new Refusal('bad-input', `Column "${column}" is ${before.type}, and ${Object.keys(step).join()} needs numbers; correct the values that are none, or write misfit: null`)
  }
  if ('top-code' in step) return asNumber(before, sql`(case when ${before.value} > ${literal(step['top-code'])} then ${literal(step['top-code'])} else ${before.value} end)`)
  if ('bottom-code' in step) return asNumber(before, sql`(case when ${before.value} < ${literal(step['bottom-code'])} then ${literal(step['bottom-code'])} else ${before.value} end)`)
  if ('round' in step) return roundTo(before, step.round)
  if ('noise' in step) return asNumber(before, noisedValue({ value: before.value, isWhole: before.isWhole, column, row: sql`s.row` }, step.noise, key))
  return byRow({ ...before, type: 'decimal', isWhole: false }, { name: `deidentify_microaggregate_${place}`, step })
}

function wordsOf(step: Operation): string {
  if (typeof step === 'string') return step
  if ('noise' in step) return `noise ${Object.entries(step.noise).map(([word, value]) => (word === 'kind' ? value : `${word} ${value}`)).join(' ')}`
  return Object.entries(step).map(([word, value]) => `${word} ${JSON.stringify(value)}`).join(' ')
}

function tokenised(before: Treated, place: number): Treated {
  const [name, alias] = [`deidentify_token_${place}`, identifier(`t${place}`)]
  const joins = [...before.joins, sql`left join ${identifier(name)} ${alias} on ${alias}.leaf = ${before.text}`]
  const tables = [...before.tables, { name, step: { tokenise: true }, cell: before.text, joins: before.joins } as const]
  return asText({ ...before, joins, tables }, sql`${alias}.token`)
}

/** Looks the cell up by its row in a table that is made of all rows; what was joined before is not needed any more. */
function byRow(before: Treated, { name, step }: Pick<TreatmentTable, 'name' | 'step'>): Treated {
  const alias = identifier(`of_${name}`)
  const value = sql`${alias}.cell`
  return {
    ...before, value, text: sql`(${value})::varchar`, joins: [sql`left join ${identifier(name)} ${alias} on ${alias}.row = s.row`],
    tables: [...before.tables, { name, step, cell: before.value, joins: before.joins }],
  }
}

function asText(before: Treated, text: Sql): Treated {
  return { ...before, value: text, text, type: 'text', isWhole: false }
}

function asNumber(before: Treated, number: Sql): Treated {
  const value = sql`(${number})::${ENGINE_TYPES[before.type]}`
  return { ...before, value, text: sql`(${value})::varchar` }
}

/** Halves away from zero; whole numbers stay whole, beyond 2^53 too. */
function roundTo(before: Treated, step: number): Treated {
  const { value, type } = before
  if (type === 'integer' && Number.isInteger(step)) return asNumber(before, sql`sign(${value}) * ((abs(${value}) * 2 + ${literal(step)}) // (2 * ${literal(step)})) * ${literal(step)}`)
  return asNumber({ ...before, type: 'decimal', isWhole: false }, sql`round(${value} / ${literal(step)}::double) * ${literal(step)}::double`)
}

function maskOf(text: Sql, { first = 0, last = 0, with: mark = '*' }: { first?: number | undefined; last?: number | undefined; with?: string | undefined }): Sql {
  const kept = literal(first + last)
  return sql`(case when length(${text}) <= ${kept} then repeat(${literal(mark)}, length(${text})) else left(${text}, ${literal(first)}) || repeat(${literal(mark)}, length(${text}) - ${kept}) || right(${text}, ${literal(last)}) end)`
}
