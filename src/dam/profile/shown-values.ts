import type { ColumnProfile } from '#dam/dataset/reports.ts'
import { isNearlyUnique } from './role/value-signs.ts'

const MOST_SHOWN = 10

/** A value that fewer rows hold is a person's more than a column's; it is never shown. */
export const FEWEST_ROWS_SHOWN = 5

/**
 * The most frequent values of a column, or a sentence why they are not shown: identifiers and free text
 * never are, nor values that tell rows apart. Missing values, which tell nothing, are counted among them as null.
 *
 * @param values most frequent first
 */
export function chooseShownValues(
  role: ColumnProfile['role'],
  column: { readonly present: number; readonly distinct: number; readonly missing: number },
  values: readonly { readonly text: string; readonly count: number }[],
): ColumnProfile['top'] {
  if (role.guess === 'identifier') return { withheld: 'The values may identify persons.' }
  if (role.guess === 'text') return { withheld: 'Free text may hold anything.' }
  if (isNearlyUnique(column) && column.present > 1) return { withheld: 'Nearly every row has a value of its own.' }
  const shown: { value: string | null; count: number }[] = values.slice(0, MOST_SHOWN).filter(({ count }) => count >= FEWEST_ROWS_SHOWN).map(({ text, count }) => ({ value: text, count }))
  if (shown.length === 0 && column.present > 0) return { withheld: `No value stands in ${FEWEST_ROWS_SHOWN} rows or more.` }
  if (column.missing > 0) shown.push({ value: null, count: column.missing })
  return shown.toSorted((a, b) => b.count - a.count).slice(0, MOST_SHOWN)
}
