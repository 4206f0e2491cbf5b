import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { PreviewResult } from '#dam/catalogue/runs/preview-answers.ts'
import { Segments } from '../../../ui/segments.tsx'
import { writeNumber } from '../../../words/write-numbers.ts'
import { compareRows, type ComparedCell, type ComparedRow } from './compare-rows.ts'

interface Rows {
  readonly result: PreviewResult
  readonly isOld: boolean
  /** Columns that point at a person together. */
  readonly quasi: ReadonlySet<string>
  readonly chosen: string | null
}

/** Some rows before and after beside each other; what changed is bold and has a sign, rows that are hidden are said in words. */
export function RowsPane({ result, isOld, quasi, chosen }: Rows) {
  const { t, i18n } = useLingui()
  const [view, setView] = useState<'one' | 'all'>('one')
  const rows = compareRows(result, quasi)
  const isOne = view === 'one' && chosen !== null && result.before.columns.includes(chosen)
  const places = result.before.columns.flatMap((column, place) => (!isOne || column === chosen ? [place] : []))
  return (
    <section className="stack tight rows-pane">
      <div className="line apart">
        <h2 className="title-3"><Trans>Twenty rows, before and after</Trans></h2>
        {chosen !== null && <Segments label={t`Columns that are shown`} chosen={view} choose={setView} choices={[{ value: 'one', label: t`This column` }, { value: 'all', label: t`All columns` }]} />}
      </div>
      <div className={`grid-frame compared ${isOld ? 'old' : ''}`} tabIndex={0} role="region" aria-label={t`Rows before and after`}>
        <table>
          <thead>
            <tr><th scope="col" rowSpan={2} className="number">{t`Row`}</th>{places.map((place) => <th key={place} scope="colgroup" colSpan={2}><bdi>{result.before.columns[place]}</bdi></th>)}</tr>
            <tr>{places.map((place) => [<th key={`${place} before`} scope="col" className="second"><Trans>Before</Trans></th>, <th key={`${place} after`} scope="col" className="second"><Trans>After</Trans></th>])}</tr>
          </thead>
          <tbody>{rows.map((row, number) => <tr key={number}><th scope="row" className="row-number number">{writeNumber(number + 1, i18n.locale)}</th>{places.map((place) => <Pair key={place} row={row} cell={row.cells[place]} isQuasi={quasi.has(result.before.columns[place] ?? '')} />)}</tr>)}</tbody>
        </table>
      </div>
      <p className="tiny quiet"><Trans>≠ marks what changed. These rows are for you alone; they are not released as they stand before.</Trans></p>
    </section>
  )
}

function Pair({ row, cell, isQuasi }: { readonly row: ComparedRow; readonly cell: ComparedCell | undefined; readonly isQuasi: boolean }) {
  if (cell === undefined) return null
  return (
    <>
      <td title={cell.before ?? undefined}>{cell.before === null ? <Missing /> : <bdi>{cell.before}</bdi>}</td>
      <td className={cell.isChanged && cell.after !== undefined ? 'changed' : undefined} title={cell.after ?? undefined}><After row={row} cell={cell} isQuasi={isQuasi} /></td>
    </>
  )
}

function After({ row, cell, isQuasi }: { readonly row: ComparedRow; readonly cell: ComparedCell; readonly isQuasi: boolean }) {
  const { t } = useLingui()
  if (row.state === 'left-out') return <span className="missing"><Trans>row left out</Trans></span>
  if (cell.after === undefined) return <span className="missing"><Trans>left out</Trans></span>
  if (row.state === 'hidden' && isQuasi) return <span className="missing">* <Trans>row hidden</Trans></span>
  return <>{cell.isChanged && <span className="sign" title={t`changed`}>≠ </span>}{cell.after === null ? <Missing /> : <bdi>{cell.after}</bdi>}</>
}

function Missing() {
  return <span className="missing"><Trans>missing</Trans></span>
}
