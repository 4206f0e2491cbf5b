import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { useVersionWords } from '../../ui/access-words.ts'
import { DiffView } from '../../ui/diff-view.tsx'
import { DotLine } from '../../ui/dot-line.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { writeBytes, writeDay, writeNumber } from '../../words/write-numbers.ts'

/** All versions, and what changed in the one that is shown. */
export function VersionsTab({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { t, i18n } = useLingui()
  const words = useVersionWords()
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  return (
    <div className="two-one">
      <section>
        <h2 style={{ marginBlockEnd: 'var(--s4)' }}><Trans>Versions</Trans></h2>
        <Timeline moments={dataset.versions.map((one) => ({
          id: one.version, ...(one.state === 'published' ? { tone: 'good' } : one.state === 'withdrawn' ? { tone: 'bad' } : {}),
          what: (
            <>
              <div className="line"><strong><Link to="/datasets/$publisher/$slug" params={{ publisher, slug }} search={{ version: one.version, tab: 'versions' }} resetScroll={false}>{one.version}</Link></strong><Badge tone={words[one.state].tone}>{words[one.state].words}</Badge></div>
              <p className="small quiet number"><DotLine facts={[one.publishedAt !== null && writeDay(one.publishedAt, i18n.locale), one.rows !== null && t`${writeNumber(one.rows, i18n.locale)} rows`, one.bytes !== null && writeBytes(one.bytes, i18n.locale)]} /></p>
            </>
          ),
        }))} />
      </section>
      <section className="card stack">
        <h2><Trans>What changed in {version.version}</Trans></h2>
        {version.diff === null ? <EmptyState title={<Trans>Nothing to compare with</Trans>}><Trans>It is the first version.</Trans></EmptyState> : <DiffView diff={version.diff} />}
      </section>
    </div>
  )
}
