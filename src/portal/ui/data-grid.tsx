import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { writeNumber } from '../words/write-numbers.ts'

interface Grid {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Place of the first row, 0 for the first of all. */
  readonly offset?: number
  /** What stands at the head of a column instead of its name alone. */
  readonly head?: (column: string, place: number) => ReactNode
  /** How the rows are sorted by a column, where they are at all. */
  readonly sortOf?: (column: string) => 'ascending' | 'descending' | 'none'
  /** Columns whose cells are numbers, which stand below one another by their last digit. */
  readonly isNumber?: (place: number) => boolean
  /** Whether these are still the rows of before. */
  readonly isBusy?: boolean
  readonly children?: ReactNode
}

/** Rows of data as they are; a cell that is cut shows itself whole when it is pointed at. */
export function DataGrid({ label, columns, rows, offset = 0, head, sortOf, isNumber, isBusy = false, children }: Grid) {
  const { t, i18n } = useLingui()
  return (
    <div>
      <div className="grid-frame" tabIndex={0} role="region" aria-label={label} aria-busy={isBusy}>
        <table>
          <thead><tr><th scope="col" className="number">{t`Row`}</th>{columns.map((column, place) => <th key={column} scope="col" aria-sort={sortOf?.(column)} aria-label={head && column}>{head ? head(column, place) : <bdi>{column}</bdi>}</th>)}</tr></thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place}>
                <td className="row-number number">{writeNumber(offset + place + 1, i18n.locale)}</td>
                {row.map((cell, at) => <td key={columns[at]} dir="auto" className={isNumber?.(at) ? 'number' : undefined} title={cell !== null && cell.length > 40 ? cell : undefined}>{cell === null ? <span className="missing"><Trans>missing</Trans></span> : <bdi>{cell}</bdi>}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {children}
    </div>
  )
}
