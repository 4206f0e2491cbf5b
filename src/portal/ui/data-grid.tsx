import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { writeNumber } from '../words/write-numbers.ts'

interface Grid {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Place of the first row, 0 for the first of all. */
  readonly offset?: number
  readonly children?: ReactNode
}

/** Rows of data as they are; a cell that is cut shows itself whole when it is pointed at. */
export function DataGrid({ label, columns, rows, offset = 0, children }: Grid) {
  const { t, i18n } = useLingui()
  return (
    <div>
      <div className="grid-frame" tabIndex={0} role="region" aria-label={label}>
        <table>
          <thead><tr><th scope="col" className="number">{t`Row`}</th>{columns.map((column) => <th key={column} scope="col"><bdi>{column}</bdi></th>)}</tr></thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place}>
                <td className="row-number number">{writeNumber(offset + place + 1, i18n.locale)}</td>
                {row.map((cell, at) => <td key={columns[at]} title={cell !== null && cell.length > 40 ? cell : undefined}>{cell === null ? <span className="missing"><Trans>missing</Trans></span> : <bdi>{cell}</bdi>}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {children}
    </div>
  )
}
