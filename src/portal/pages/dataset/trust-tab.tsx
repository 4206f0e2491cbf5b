import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '@mantine/core'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { reportAddress } from '../../api/datasets.ts'
import { CopySnippet } from '../../ui/copy-snippet.tsx'
import { EvidenceBadge } from '../../ui/evidence-badge.tsx'
import { FactTable } from '../../ui/fact-row.tsx'
import { PlanPart } from './plan-part.tsx'

/** Claims against what was counted, the whole report, and how to check it oneself. */
export function TrustTab({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { t } = useLingui()
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <section>
        <div className="line apart"><h2><Trans>Promised and counted</Trans></h2><EvidenceBadge state={version.verification ?? 'missing'} /></div>
        <p className="quiet small" style={{ marginBlock: 'var(--s1) var(--s4)' }}><Trans>What the publisher says, what the rule asks, and what was counted again from the files, side by side.</Trans></p>
        <FactTable facts={version.facts} release={version.mayDownload ? { publisher, slug, version: version.version } : undefined} />
      </section>
      <PlanPart dataset={dataset} version={version} />
      <section className="card halves">
        <div>
          <h3><Trans>Check it yourself</Trans></h3>
          <p className="quiet small"><Trans>This line reads nothing but the files, and counts every value above again.</Trans></p>
          {version.manifestSha256 !== null && <p className="tiny quiet" style={{ marginBlockStart: 'var(--s2)' }}><Trans>Hash of the signed list of files: <bdi className="code hash">{version.manifestSha256}</bdi></Trans></p>}
        </div>
        <CopySnippet text={`datadam verify ${publisher}/${slug}@${version.version}`} />
      </section>
      <section>
        <div className="line apart" style={{ marginBlockEnd: 'var(--s3)' }}>
          <h2><Trans>Whole report</Trans></h2>
          <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{isOpen ? <Trans>Close the report</Trans> : <Trans>Open the report</Trans>}</Button>
        </div>
        {isOpen && <iframe className="sheet" title={t`Report of version ${version.version}`} src={reportAddress(publisher, slug, version.version)} sandbox="allow-scripts" loading="lazy" />}
      </section>
    </>
  )
}
