import type { PreviewResult } from '#dam/catalogue/runs/preview-answers.ts'

/** One cell before and after. A column that is left out has no cell after. */
export interface ComparedCell {
  readonly before: string | null
  readonly after: string | null | undefined
  readonly isChanged: boolean
}

/** `hidden`: all that points at a person became `*`; `left-out`: the row is not released. */
export interface ComparedRow {
  readonly state: 'released' | 'hidden' | 'left-out'
  readonly cells: readonly ComparedCell[]
}

/** The rows before and after, cell by cell in the order of the delivery. `quasi` names the columns that point at a person together. */
export function compareRows({ before, after }: Pick<PreviewResult, 'before' | 'after'>, quasi: ReadonlySet<string>): readonly ComparedRow[] {
  const places = new Map(after.columns.map((column, place) => [column, place]))
  const pointing = after.columns.flatMap((column, place) => (quasi.has(column) ? [place] : []))
  return before.rows.map((row, number) => {
    const released = after.rows[number] ?? null
    const cells = row.map((cell, at): ComparedCell => {
      const place = places.get(before.columns[at] ?? '')
      const now = released === null || place === undefined ? undefined : released[place] ?? null
      return { before: cell, after: now, isChanged: now !== cell }
    })
    const isHidden = released !== null && pointing.length > 0 && pointing.every((place) => released[place] === '*')
    return { state: released === null ? 'left-out' : isHidden ? 'hidden' : 'released', cells }
  })
}
