import type { Bilingual } from '#dam/dataset/fact.ts'
import type { FairnessReport, Proxy } from '#dam/dataset/fairness-report.ts'
import { significant } from '#dam/dataset/significant.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, literal, sql, type Sql, withoutBindings } from '#platform/engines/sql-text.ts'
import { deliveredRows, textColumn, typedColumn } from '../quality/delivered-column.ts'
import { measureAssociation, type PairCount } from './association.ts'

/** Which columns may foretell which groups. */
export interface ProxyRequest {
  readonly table: Table
  readonly groups: readonly Column[]
  /** Columns that are outcomes, not causes: the label, the prediction, the score. */
  readonly outcomes: readonly string[]
  /** The reason, of a column that is not released in any form; undefined for the others. */
  readonly whyNotReleased: (column: string) => Bilingual | undefined
}

const MOST_ROWS = 200_000
/** A little below, so that a drawing that comes out large is still no more than the most. */
const AIMED_ROWS = 190_000
const SEED = 7
const MOST_VALUES = 200
const BINS = 10
const SAMPLE = identifier('fairness_sample')

/**
 * Every other column beside every group, from the strongest: Cramér's V and mutual information. Columns that are not
 * released are told apart: nobody can foretell a group from them who holds the release.
 *
 * Numbers and dates are cut at their tenths (at most 10 bins), texts are their 200 most frequent values and the rest;
 * missing is a value of its own. Tables of more than 200,000 rows are told from a seeded sample of them.
 */
export async function rankProxies({ table, groups, outcomes, whyNotReleased }: ProxyRequest, { engine }: { engine: SqlEngine }): Promise<FairnessReport['proxies']> {
  const others = table.columns.filter(({ name }) => !outcomes.includes(name))
  const everyNth = table.rows <= MOST_ROWS ? 1 : Math.ceil(table.rows / AIMED_ROWS)
  const texts = groups.map((column, place) => sql`${textColumn(column)} as ${groupName(place)}`)
  const values = others.map((column, place) => sql`${isOrdered(column) ? orderedValue(column) : textColumn(column)} as ${valueName(place)}`)
  await engine.run(withoutBindings(sql`create or replace temporary table ${SAMPLE} as select ${joinSql([...texts, ...values], ', ')} from ${deliveredRows(table.file)}
    where hash(file_row_number, ${literal(SEED)}) % ${literal(everyNth)} = 0 limit ${literal(MOST_ROWS)}`))
  const { rows: [[sampledRows] = []] } = await engine.table(sql`select count(*) from ${SAMPLE}`)
  const ranked: Proxy[] = []
  for (const [place, column] of others.entries()) {
    const pairs = await countPairs(place, isOrdered(column), groups.length, engine)
    groups.forEach((group, index) => {
      if (group.name === column.name) return
      const { cramersV, mutualInformationBits, entropyShare } = measureAssociation(pairs[index] ?? [])
      ranked.push({
        column: column.name, group: group.name,
        cramersV: significant(cramersV), mutualInformationBits: significant(mutualInformationBits), entropyShare: significant(entropyShare),
      })
    })
  }
  await engine.run(sql`drop table ${SAMPLE}`)
  const ordered = ranked.toSorted((a, b) => b.cramersV - a.cramersV || b.entropyShare - a.entropyShare)
  return {
    sampledRows: Number(sampledRows), isSample: everyNth > 1,
    ranked: ordered.filter(({ column }) => whyNotReleased(column) === undefined),
    notReleased: ordered.flatMap((proxy) => {
      const because = whyNotReleased(proxy.column)
      return because ? [{ ...proxy, because }] : []
    }),
  }
}

/** For each group, how often each of its values stands with each bin of the column: one scan for all groups. */
async function countPairs(place: number, ordered: boolean, groups: number, engine: SqlEngine): Promise<PairCount[][]> {
  const names = Array.from({ length: groups }, (_, index) => groupName(index))
  const binned = ordered ? await orderedBins(valueName(place), engine) : frequentBins(valueName(place))
  const { rows } = await engine.table(sql`select ${joinSql(names.map((name) => sql`grouping(${name})`), ', ')}, ${joinSql(names, ', ')}, bin, count(*) as rows
    from (select ${joinSql(names, ', ')}, ${binned.bin} as bin from ${SAMPLE} ${binned.join})
    group by grouping sets (${joinSql(names.map((name) => sql`(${name}, bin)`), ', ')})
    order by all`)
  return names.map((_, index) => rows.filter((row) => Number(row[index]) === 0).map((row): PairCount => {
    const value = row[groups + index]
    return [typeof value === 'string' ? `=${value}` : 'missing', Number(row[2 * groups]), Number(row[2 * groups + 1])]
  }))
}

/** The 200 most frequent values from 1, the rest 0, missing -1. */
function frequentBins(value: Sql): { bin: Sql; join: Sql } {
  return {
    bin: sql`case when ${value} is null then -1 else coalesce(place, 0) end`,
    join: sql`left join (select ${value}::varchar as frequent, row_number() over (order by count(*) desc, ${value}::varchar) as place
      from ${SAMPLE} where ${value} is not null group by 1, ${value} qualify place <= ${literal(MOST_VALUES)}) on frequent = ${value}::varchar`,
  }
}

/** How many of the column's tenths lie below the value; a column with few values keeps them. */
async function orderedBins(value: Sql, engine: SqlEngine): Promise<{ bin: Sql; join: Sql }> {
  const shares = Array.from({ length: BINS - 1 }, (_, tenth) => literal((tenth + 1) / BINS))
  const { rows: [[distinct, tenths] = []] } = await engine.table(sql`select count(distinct ${value}), quantile_disc(${value}, [${joinSql(shares, ', ')}]) from ${SAMPLE}`)
  if (Number(distinct) <= BINS) return frequentBins(value)
  const edges = Array.isArray(tenths) ? [...new Set(tenths.map(Number))] : []
  const below = edges.map((edge) => sql`(${value} > ${literal(edge)}::double)::integer`)
  return { bin: sql`case when ${value} is null then -1 else ${joinSql(below, ' + ')} end`, join: sql`` }
}

function isOrdered({ type }: Column): boolean {
  return type !== 'text' && type !== 'boolean'
}

function orderedValue(column: Column): Sql {
  const typed = typedColumn(column)
  return column.type === 'integer' || column.type === 'decimal' ? sql`case when isfinite(${typed}::double) then ${typed}::double end` : sql`epoch(${typed})::double`
}

function groupName(place: number): Sql {
  return identifier(`group_${place}`)
}

function valueName(place: number): Sql {
  return identifier(`value_${place}`)
}
