import { sql } from 'kysely'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { Figure } from './figure-answers.ts'
import { FIGURE_QUERIES } from './figure-queries.ts'

const Counted = z.object({ value: z.number().nullable(), out_of: z.number() })

export interface FigureNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly clock: Clock
}

/** The figures of the dam, counted now from its tables. They name no person, and tell of nothing that is not published. */
export async function countFigures({ database: { queries }, clock }: FigureNeeds): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { name, sql: text, gap } of FIGURE_QUERIES) {
    const { rows: [row] } = await sql.raw(text).execute(queries)
    const { value, out_of: outOf } = Counted.parse(row)
    const isGap = gap !== null && outOf === 0
    figures.push(Figure.parse({ name, value: isGap ? null : value, because: isGap ? gap : null, outOf, sql: text, countedAt: clock.now().toISOString() }))
  }
  return figures
}

/** The same figures for all who come within so many seconds: the first page of a busy portal must not count everything for each reader. */
export function keepFigures(count: () => Promise<readonly Figure[]>, { clock, keptSeconds }: { readonly clock: Clock; readonly keptSeconds: number }): () => Promise<readonly Figure[]> {
  let kept: { readonly until: number; readonly figures: Promise<readonly Figure[]> } | undefined
  return () => {
    const now = clock.now().getTime()
    if (kept !== undefined && now < kept.until) return kept.figures
    const figures = count()
    const mine = { until: now + keptSeconds * 1000, figures }
    kept = mine
    // A fault is nobody's answer but of those who waited for it.
    figures.catch(() => { if (kept === mine) kept = undefined })
    return figures
  }
}
