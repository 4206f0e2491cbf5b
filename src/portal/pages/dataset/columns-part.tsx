import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { statisticsQuery } from '../../api/datasets.ts'
import { ColumnCard } from '../../ui/column-card.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { writeNumber, writeShare } from '../../words/write-numbers.ts'

/** Cards that are drawn before the rest is asked for. */
const FIRST = 12

/** Every column of the release: a chart, its table, a sentence, and how to count it again. */
export function ColumnStatisticsPart({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { i18n } = useLingui()
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const query = useQuery(statisticsQuery(publisher, slug, version.version))
  const roleOf = useRoleWords()
  const [isWhole, setWhole] = useState(false)
  return (
    <Loaded query={query}>
      {({ rows, columns }) => (
        <div className="stack">
          <p className="small quiet"><Trans>Counted in the released rows, as they can be downloaded.</Trans></p>
          <ul className="column-cards">
            {columns.slice(0, isWhole ? columns.length : FIRST).map((column, place) => <li key={column.name}><ColumnCard column={column} rows={rows} role={roleOf(version.columns[place]?.role ?? null)} release={{ publisher, slug, version: version.version }} /></li>)}
          </ul>
          {columns.length > FIRST && !isWhole && <div><Button variant="default" onClick={() => setWhole(true)}><Trans>Show all {writeNumber(columns.length, i18n.locale)} columns</Trans></Button></div>}
        </div>
      )}
    </Loaded>
  )
}

/** What the release tells of its columns to those who may not have its rows. */
export function DescribedColumns({ version }: { readonly version: VersionAnswer }) {
  const { t, i18n } = useLingui()
  const roleOf = useRoleWords()
  return (
    <table className="cards">
      <thead><tr><th scope="col"><Trans>Column</Trans></th><th scope="col"><Trans>Type</Trans></th><th scope="col"><Trans>Role</Trans></th><th scope="col" className="number"><Trans>Missing</Trans></th><th scope="col" className="number"><Trans>Different values</Trans></th></tr></thead>
      <tbody>
        {version.columns.map((column) => (
          <tr key={column.name}>
            <td><strong><bdi>{column.name}</bdi></strong></td>
            <td data-label={t`Type`}><bdi className="code">{column.type}</bdi></td>
            <td data-label={t`Role`}>{roleOf(column.role) ?? '–'}</td>
            <td data-label={t`Missing`} className="number">{column.missingShare === null ? '–' : writeShare(column.missingShare, i18n.locale)}</td>
            <td data-label={t`Different values`} className="number">{column.distinct === null ? '–' : writeNumber(column.distinct, i18n.locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useRoleWords(): (role: string | null) => string | null {
  const { t } = useLingui()
  const roles = new Map([['identifier', t`names a person`], ['quasi-identifier', t`names a person together with others`], ['sensitive', t`sensitive`], ['text', t`free text`], ['plain', t`plain`]])
  return (role) => (role === null ? null : roles.get(role) ?? role)
}
