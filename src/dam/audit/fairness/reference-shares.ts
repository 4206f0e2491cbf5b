import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { openReferenceFile } from '../quality/reference-file.ts'

/** The population that the data should stand for. */
export interface ReferenceShares {
  readonly file: string
  /** The groups that the file tells. */
  readonly columns: readonly string[]
  /** Shares of the population by the values of some of its columns, as JSON of them in the order asked; undefined where the file lacks one of the columns. */
  sharesBy(columns: readonly string[]): ReadonlyMap<string, number> | undefined
}

const MOST_ROWS = 1_000_000

/**
 * Reads the reference: a column for some or all of the groups, and `share` or `count`.
 *
 * @throws {Refusal} `bad-recipe` for a file without them, or with a row that lacks a number
 */
export async function readReferenceShares({ file, groups, directory }: { file: string; groups: readonly string[]; directory: string }, { engine }: { engine: SqlEngine }): Promise<ReferenceShares> {
  const reference = await openReferenceFile(file, [], directory, { engine })
  const columns = groups.filter((name) => reference.columns.includes(name))
  const measure = ['share', 'count'].find((name) => reference.columns.includes(name) && !columns.includes(name))
  if (columns.length === 0) throw new Refusal('bad-recipe', `The file ‘${file}’ has a column for none of the groups; give it one named ${groups.map((name) => `‘${name}’`).join(' or ')}`)
  if (measure === undefined) throw new Refusal('bad-recipe', `The file ‘${file}’ has no column ‘share’ or ‘count’; add one`)
  const { rows } = await engine.table(sql`select ${joinSql([...columns, measure].map((name) => sql`${identifier(name)}::varchar`), ', ')} from ${reference.rows} limit ${MOST_ROWS + 1}`)
  if (rows.length > MOST_ROWS) throw new Refusal('bad-recipe', `The file ‘${file}’ has more than ${MOST_ROWS.toLocaleString('en-US')} rows; write one row for each group`)
  const cells = rows.map((row, place) => ({ values: row.slice(0, -1).map((value) => (typeof value === 'string' ? value : null)), amount: amountOf(row.at(-1), place, file, measure) }))
  const total = cells.reduce((sum, { amount }) => sum + amount, 0)
  if (!(total > 0)) throw new Refusal('bad-recipe', `The ${measure}s of ‘${file}’ add up to 0; write what each group holds`)
  if (measure === 'share' && Math.abs(total - 1) > 0.01) throw new Refusal('bad-recipe', `The shares of ‘${file}’ add up to ${Number(total.toPrecision(6))}; write shares that add up to 1, or name the column count`)
  return {
    file, columns,
    sharesBy(asked) {
      const places = asked.map((name) => columns.indexOf(name))
      if (places.includes(-1)) return undefined
      const shares = new Map<string, number>()
      for (const { values, amount } of cells) {
        const key = JSON.stringify(places.map((place) => values[place] ?? null))
        shares.set(key, (shares.get(key) ?? 0) + amount / total)
      }
      return shares
    },
  }
}

function amountOf(value: unknown, place: number, file: string, measure: string): number {
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  if (!Number.isFinite(amount) || amount < 0) throw new Refusal('bad-recipe', `Row ${place + 1} of ‘${file}’ has no ${measure} of 0 or more; complete it`)
  return amount
}
