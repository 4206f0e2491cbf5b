import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { rowsQuery } from '../../api/datasets.ts'
import { DataGrid } from '../../ui/data-grid.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Pager } from '../../ui/pager.tsx'
import { writeNumber, writeShare } from '../../words/write-numbers.ts'

const LIMIT = 50

interface Shown {
  readonly dataset: DatasetAnswer
  readonly version: VersionAnswer
}

/** The rows as they are released, and what is told of each column. */
export function LookTab({ dataset, version }: Shown) {
  return (
    <>
      {version.mayDownload ? <Rows dataset={dataset} version={version} /> : <Closed dataset={dataset} version={version} />}
      <section>
        <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Columns</Trans></h2>
        <Columns version={version} />
      </section>
    </>
  )
}

function Rows({ dataset, version }: Shown) {
  const { t } = useLingui()
  const search = useSearch({ from: '/datasets/$publisher/$slug' })
  const navigate = useNavigate()
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const offset = search.offset ?? 0
  const query = useQuery(rowsQuery(publisher, slug, version.version, offset, LIMIT))
  return (
    <Loaded query={query}>
      {(rows) => (
        <DataGrid label={t`Released rows`} columns={rows.columns} rows={rows.rows} offset={rows.offset}>
          <Pager offset={offset} limit={LIMIT} total={rows.total} go={(next) => void navigate({ to: '/datasets/$publisher/$slug', params: { publisher, slug }, search: { ...search, offset: next === 0 ? undefined : next }, resetScroll: false })} />
          {rows.cutCells > 0 && <p className="small quiet"><Trans>Long cells are cut at 200 characters here; the files hold them whole.</Trans></p>}
        </DataGrid>
      )}
    </Loaded>
  )
}

/** Why the rows are not open to whoever looks, and what opens them. */
export function Closed({ dataset, version }: Shown) {
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  if (version.state === 'withdrawn') return null
  return (
    <div className="note warn">
      <strong><Trans>The rows are not open to you</Trans></strong>
      {version.whyNot !== null && <p lang="en" dir="auto">{version.whyNot}</p>}
      {dataset.access === 'on-application' && (
        <>
          {dataset.medianWaitingDays !== null && <p><Trans>Half of all applications were answered within {dataset.medianWaitingDays} days.</Trans></p>}
          <div style={{ marginBlockStart: 'var(--s3)' }}><LinkButton to="/apply/$publisher/$slug" params={{ publisher, slug }}><Trans>Apply for access</Trans></LinkButton></div>
        </>
      )}
      {dataset.access === 'registered' && <div style={{ marginBlockStart: 'var(--s3)' }}><LinkButton to="/sign-in" search={{ to: `/datasets/${publisher}/${slug}` }}><Trans>Sign in</Trans></LinkButton></div>}
    </div>
  )
}

function Columns({ version }: { readonly version: VersionAnswer }) {
  const { t, i18n } = useLingui()
  const roles: Record<string, string> = { identifier: t`names a person`, 'quasi-identifier': t`names a person together with others`, sensitive: t`sensitive`, text: t`free text`, plain: t`plain` }
  return (
    <table className="cards">
      <thead><tr><th scope="col"><Trans>Column</Trans></th><th scope="col"><Trans>Type</Trans></th><th scope="col"><Trans>Role</Trans></th><th scope="col" className="number"><Trans>Missing</Trans></th><th scope="col" className="number"><Trans>Different values</Trans></th></tr></thead>
      <tbody>
        {version.columns.map((column) => (
          <tr key={column.name}>
            <td><strong><bdi>{column.name}</bdi></strong></td>
            <td data-label={t`Type`}><bdi className="code">{column.type}</bdi></td>
            <td data-label={t`Role`}>{column.role === null ? '–' : (roles[column.role] ?? column.role)}</td>
            <td data-label={t`Missing`} className="number">{column.missingShare === null ? '–' : writeShare(column.missingShare, i18n.locale)}</td>
            <td data-label={t`Different values`} className="number">{column.distinct === null ? '–' : writeNumber(column.distinct, i18n.locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
