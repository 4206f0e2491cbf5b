import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { openReferenceFile } from './reference-file.ts'

/** The plan of cells as the recipe writes it. */
export type CellPlan = NonNullable<NonNullable<Recipe['plan']>['cells']>

/** A planned cell: its values in the order of `by`, and the share of the rows that it is to hold. */
export interface CellTarget {
  readonly values: readonly string[]
  readonly share: number
}

/** More cells than this are nobody's plan. */
const MOST_CELLS = 10_000

/**
 * The cells of the plan and their shares.
 *
 * @param occurring for each column of `by`, the values that occur, missing apart
 * @throws {Refusal} `bad-recipe` for a plan that cannot be read
 */
export async function readCellTargets(plan: CellPlan, occurring: readonly (readonly string[])[], directory: string, { engine }: { engine: SqlEngine }): Promise<CellTarget[]> {
  const targets = 'equal' in plan.target ? equalShares(occurring) : 'shares' in plan.target ? writtenShares(plan.by, plan.target.shares) : await fileShares(plan.by, plan.target.file, directory, engine)
  const seen = new Set<string>()
  for (const { values } of targets) {
    const key = JSON.stringify(values)
    if (seen.has(key)) throw new Refusal('bad-recipe', 'The plan names the same cell twice; write one share for each cell')
    seen.add(key)
  }
  const sum = targets.reduce((total, { share }) => total + share, 0)
  if (sum > 1 + 1e-6) throw new Refusal('bad-recipe', `The shares of the plan's cells add up to ${Number(sum.toPrecision(6))}; write shares that add up to 1 or less`)
  return targets
}

function equalShares(occurring: readonly (readonly string[])[]): CellTarget[] {
  const cells = occurring.reduce((product, values) => product * values.length, 1)
  if (cells > MOST_CELLS) throw new Refusal('bad-recipe', `The plan's columns make ${cells.toLocaleString('en-US')} cells; choose columns with fewer values, at most ${MOST_CELLS.toLocaleString('en-US')} cells`)
  return occurring.reduce<string[][]>((lists, values) => lists.flatMap((list) => values.map((value) => [...list, value])), [[]]).map((values) => ({ values, share: 1 / cells }))
}

function writtenShares(by: readonly string[], shares: readonly { cell: Readonly<Record<string, string>>; share: number }[]): CellTarget[] {
  return shares.map(({ cell, share }) => {
    const entries = new Map(Object.entries(cell))
    const values = by.map((column) => entries.get(column))
    if (entries.size !== by.length || !values.every((value) => value !== undefined)) throw new Refusal('bad-recipe', `A cell of the plan does not name exactly the columns ${by.join(', ')}; write one value for each`)
    return { values, share }
  })
}

async function fileShares(by: readonly string[], file: string, directory: string, engine: SqlEngine): Promise<CellTarget[]> {
  const reference = await openReferenceFile(file, by, directory, { engine })
  const measure = ['share', 'count'].find((name) => reference.columns.includes(name))
  if (measure === undefined) throw new Refusal('bad-recipe', `The file ‘${file}’ has no column ‘share’ or ‘count’; add one`)
  const columns = [...by, measure].map((name) => sql`${identifier(name)}::varchar`)
  const { rows } = await engine.table(sql`select ${joinSql(columns, ', ')} from ${reference.rows}`)
  if (rows.length > MOST_CELLS) throw new Refusal('bad-recipe', `The file ‘${file}’ names more than ${MOST_CELLS.toLocaleString('en-US')} cells; plan fewer`)
  const cells = rows.map((row, place) => {
    const values = row.slice(0, -1).flatMap((value) => (typeof value === 'string' ? [value] : []))
    const number = Number(row.at(-1) ?? NaN)
    if (values.length < by.length || !(number >= 0) || !Number.isFinite(number)) throw new Refusal('bad-recipe', `Row ${place + 1} of ‘${file}’ lacks a value or a ${measure} of 0 or more; complete it`)
    return { values, share: number }
  })
  const total = cells.reduce((sum, { share }) => sum + share, 0)
  if (measure === 'share') return cells
  if (total === 0) throw new Refusal('bad-recipe', `The counts of ‘${file}’ add up to 0; write what each cell is to hold`)
  return cells.map(({ values, share }) => ({ values, share: share / total }))
}
