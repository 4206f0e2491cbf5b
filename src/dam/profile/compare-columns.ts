import { z } from 'zod'
import type { ProfileReport } from '#dam/dataset/reports.ts'
import type { Column, Table } from '#dam/dataset/table.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, literal, sql } from '#platform/engines/sql-text.ts'
import { measureCramersV, measurePearson } from './correlation.ts'
import { measureDependences, WEAKEST_DEPENDENCE } from './dependence.ts'
import { countJointly } from './joint-counts.ts'
import { countSampled, type RowSample, type SampledColumn } from './row-sample.ts'

/** At most so many columns are compared with each other; the report says when some were not. */
export const MOST_COMPARED_COLUMNS = 300
const MOST_ROW_READS = 200_000_000
const MOST_VALUES = 100_000
const MOST_CATEGORIES = 50
const MOST_TOLD = 100
const MOST_RECOUNTED = 40
const WEAKEST_CORRELATION = 0.3

/** What the columns of a table say of each other, and over how many rows it was counted. */
export type Comparison = Pick<ProfileReport, 'dependences' | 'correlations'> & { readonly comparedRows: number }

/**
 * Finds dependences and correlations between pairs of columns.
 *
 * Pairs are counted on the sample, on fewer of its rows when there are very many pairs; a dependence
 * found on less than the whole table is counted again on all rows before it is told.
 */
export async function compareColumns(table: Table, sample: RowSample, { engine }: { engine: SqlEngine }): Promise<Comparison> {
  const compared = table.columns.slice(0, MOST_COMPARED_COLUMNS).flatMap((column, place) => {
    const sampled = sample.columns[place]
    return sampled && countSampled(sampled) >= 2 ? [{ column, sampled }] : []
  })
  const pairs = (compared.length * (compared.length - 1)) / 2
  const step = Math.max(1, Math.ceil((sample.rows * pairs) / MOST_ROW_READS))
  const dependences: { from: Column; to: Column; strength: number }[] = []
  const correlations: ProfileReport['correlations'] = []
  compared.forEach((a, place) => {
    for (const b of compared.slice(place + 1)) {
      const areCategories = Math.max(countSampled(a.sampled), countSampled(b.sampled)) <= MOST_CATEGORIES
      const joint = areCategories || oneMayForetell(a.sampled, b.sampled, sample.rows / step) ? countJointly(a.sampled, b.sampled, step) : undefined
      if (joint) {
        const { forth, back } = measureDependences(joint)
        if (forth.isTold) dependences.push({ from: a.column, to: b.column, strength: forth.strength })
        if (back.isTold) dependences.push({ from: b.column, to: a.column, strength: back.strength })
      }
      const pearson = isNumeric(a.column) && isNumeric(b.column) ? measurePearson(a.sampled, b.sampled, step) : undefined
      const names = { a: a.column.name, b: b.column.name }
      if (pearson !== undefined && Math.abs(pearson) >= WEAKEST_CORRELATION) correlations.push({ ...names, measure: 'pearson', value: pearson })
      else if (joint && areCategories) {
        const value = measureCramersV(joint)
        if (value !== undefined && value >= WEAKEST_CORRELATION) correlations.push({ ...names, measure: 'cramers-v', value })
      }
    }
  })
  const strongest = dependences.toSorted((a, b) => b.strength - a.strength)
  const isWhole = sample.everyNth === 1 && step === 1
  return {
    dependences: isWhole ? strongest.slice(0, MOST_TOLD).map(named) : await recount(strongest.slice(0, MOST_RECOUNTED), table, engine),
    correlations: correlations.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, MOST_TOLD),
    comparedRows: Math.ceil(sample.rows / step),
  }
}

/** A column whose values are few enough to be seen about twice each may foretell another, however many that one has. */
function oneMayForetell(a: SampledColumn, b: SampledColumn, rows: number): boolean {
  return Math.min(countSampled(a), countSampled(b)) <= Math.min(MOST_VALUES, rows / 2) && Math.max(countSampled(a), countSampled(b)) <= MOST_VALUES
}

function isNumeric({ type }: Column): boolean {
  return type === 'integer' || type === 'decimal'
}

function named({ from, to, strength }: { from: Column; to: Column; strength: number }) {
  return { from: from.name, to: to.name, strength }
}

async function recount(found: readonly { from: Column; to: Column }[], table: Table, engine: SqlEngine): Promise<ProfileReport['dependences']> {
  const dependences: ProfileReport['dependences'] = []
  for (const { from, to } of found) {
    const { right } = await engine.queryOne(sql`
      select sum(most)::bigint as right from (select max(rows) as most from (
        select ${identifier(from.name)} as source, ${identifier(to.name)} as target, count(*) as rows
        from read_parquet(${literal(table.file)}) group by 1, 2) group by source)`, z.object({ right: z.number().int() }))
    const strength = right / table.rows
    if (strength >= WEAKEST_DEPENDENCE) dependences.push(named({ from, to, strength }))
  }
  return dependences.toSorted((a, b) => b.strength - a.strength)
}
