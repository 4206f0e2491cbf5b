import { Trans } from '@lingui/react/macro'
import { useLingui } from '@lingui/react'
import type { VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { writeNumber } from '../words/write-numbers.ts'

/** What changed since the version before: columns by name, rows by number. */
export function DiffView({ diff }: { readonly diff: NonNullable<VersionAnswer['diff']> }) {
  const { i18n } = useLingui()
  const count = (number: number) => writeNumber(number, i18n.locale)
  const { from, columnsAdded, columnsRemoved, columnsChanged } = diff
  const areColumnsSame = columnsAdded.length + columnsRemoved.length + columnsChanged.length === 0
  return (
    <dl className="pairs">
      <dt><Trans>Compared with</Trans></dt><dd>{from}</dd>
      <dt><Trans>Rows</Trans></dt>
      <dd className="number">
        {count(diff.rowsBefore)} → {count(diff.rowsAfter)}{' '}
        {diff.rowsAdded !== null && <bdi dir="ltr" className="diff-add">+{count(diff.rowsAdded)}</bdi>}{' '}{diff.rowsRemoved !== null && <bdi dir="ltr" className="diff-remove">−{count(diff.rowsRemoved)}</bdi>}
      </dd>
      <dt><Trans>Columns</Trans></dt>
      <dd>
        {areColumnsSame && <Trans>the same</Trans>}
        {columnsAdded.map((column) => <div key={column} className="diff-add">+ <bdi>{column}</bdi></div>)}
        {columnsRemoved.map((column) => <div key={column} className="diff-remove">− <bdi>{column}</bdi></div>)}
        {columnsChanged.map((column) => <div key={column}>≠ <bdi>{column}</bdi></div>)}
      </dd>
    </dl>
  )
}
