import { Trans } from '@lingui/react/macro'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Told } from '../../ui/told.tsx'
import { ColumnStatisticsPart, DescribedColumns } from './columns-part.tsx'
import { RowsViewer } from './rows-viewer.tsx'

interface Shown {
  readonly dataset: DatasetAnswer
  readonly version: VersionAnswer
}

/** The rows as they are released, and how the values of each column are spread; of closed rows, what the release tells of the columns. */
export function LookTab({ dataset, version }: Shown) {
  return (
    <>
      {version.mayDownload ? <RowsViewer dataset={dataset} version={version} /> : <Closed dataset={dataset} version={version} />}
      <section>
        <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Columns</Trans></h2>
        {version.mayDownload ? <ColumnStatisticsPart dataset={dataset} version={version} /> : <DescribedColumns version={version} />}
      </section>
    </>
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
      {version.whyNot !== null && <p dir="auto"><Told words={version.whyNot} /></p>}
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
