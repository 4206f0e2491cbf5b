import type { Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, type Sql, sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { keyedNumber } from './keyed-hash.ts'
import { type CodePlace, countWords, packWord } from './packing.ts'
import { leafTable } from './read-leaves.ts'
import { cellsOf, sourceRows } from './source-rows.ts'
import type { TreatedColumn } from './treat-column.ts'

/** A column that goes through a hierarchy, with the code of its missing value. */
export interface CodedColumn {
  readonly treated: TreatedColumn
  /** 0 where no value is missing: then no row asks for it. */
  readonly missingCode: number
}

/** What the coded rows are made of. */
export interface CodeRowsRequest {
  readonly table: Table
  readonly quasi: readonly CodedColumn[]
  readonly places: readonly CodePlace[]
  /** Columns with a fixed level, that are no quasi-identifiers. */
  readonly fixed: readonly CodedColumn[]
  readonly kept: readonly TreatedColumn[]
  /** Place of the column that tells persons apart. */
  readonly person?: number | undefined
  /** Groups that are measured, from `readGroups`. */
  readonly groups?: { readonly join: Sql; readonly code: Sql } | undefined
  readonly isSampled: boolean
  readonly key: Uint8Array
  /** The release's, for the order. */
  readonly seed: number
}

/**
 * Makes the temporary table `deidentify_rows`, in the order of the release: `row`, the packed codes `w0`…,
 * `person`, `grouped`, `released`, `suppressed` (false), a code `g…` for each column with a fixed level, a cell `d…` for each kept one.
 *
 * Sorted once, here: later statements only read it in its order and look labels up in lists, because a join may
 * change the order. Rows that are not in the sample stand last.
 */
export async function codeRows(request: CodeRowsRequest, { engine }: { engine: SqlEngine }): Promise<void> {
  const { table, quasi, places, fixed, kept, person, isSampled } = request
  const coded = [...quasi, ...fixed]
  const treatmentJoins = [...coded.map(({ treated }) => treated), ...kept].flatMap(({ joins: ofColumn }) => ofColumn)
  const leafJoins = coded.map((column) => sql`left join ${leafTable(column.treated)} ${leafAlias(column)} on ${leafAlias(column)}.leaf = ${column.treated.text}`)
  const joins = [...treatmentJoins, ...leafJoins]
  const codeOf = (column: CodedColumn) => sql`coalesce(${leafAlias(column)}.code, ${literal(column.missingCode)})`
  const codes = quasi.map(codeOf)
  const words = Array.from({ length: countWords(places) }, (_, word) => sql`${packWord(codes, places, word)} as ${identifier(`w${word}`)}`)
  if (person !== undefined) joins.push(await numberPersons(table, person, engine))
  if (request.groups) joins.push(request.groups.join)
  if (isSampled) joins.push(sql`left join deidentify_sample o on o.row = s.row`)
  const columns = [
    sql`s.row as row`, ...words,
    sql`${person === undefined ? sql`0` : sql`coalesce(p.code, 0)`}::integer as person`, sql`${request.groups?.code ?? sql`0`}::integer as grouped`,
    sql`${isSampled ? sql`o.row is not null` : sql`true`} as released`, sql`false as suppressed`,
    ...fixed.map((column) => sql`${codeOf(column)} as ${identifier(`g${column.treated.place}`)}`),
    ...kept.map(({ value, place }) => sql`${value} as ${identifier(`d${place}`)}`),
  ]
  const number = literal(keyedNumber(request.key, `shuffle:${request.seed}`))
  const sampleFirst = isSampled ? sql`released desc, ` : sql``
  await engine.run(withoutBindings(sql`create or replace temporary table deidentify_rows as
    select * from (select ${joinSql(columns, ', ')} from ${sourceRows(table)} s ${joinSql(joins, ' ')})
    order by ${sampleFirst}hash(row, ${number}::bigint), row`))
}

function leafAlias({ treated }: CodedColumn): Sql {
  return identifier(`l${treated.place}`)
}

/** Codes from 1; each missing person is the one person 0. */
async function numberPersons(table: Table, place: number, engine: SqlEngine): Promise<Sql> {
  const { text } = cellsOf(table, place)
  await engine.run(withoutBindings(sql`create or replace temporary table deidentify_person as
    select person, row_number() over () as code from (select distinct ${text} as person from ${sourceRows(table)} s) where person is not null`))
  return sql`left join deidentify_person p on p.person = ${text}`
}
