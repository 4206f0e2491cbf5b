import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { citingQuery } from '../../api/feedback.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Spoken } from '../../ui/words.tsx'
import { writeDay, writeNumber } from '../../words/write-numbers.ts'
import { CitingForm } from './citing-form.tsx'
import { LineagePart } from './lineage-part.tsx'

/** What the data is for, under which terms, who decided, and what was made of it. */
export function StoryTab({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { t, i18n } = useLingui()
  const { licence, contact } = dataset.details
  return (
    <div className="stack loose">
      {version.state === 'published' && <LineagePart publisher={dataset.publisher.slug} slug={dataset.slug} version={version.version} />}
      <div className="two-one">
        <section className="stack loose">
          <p className="readable" style={{ whiteSpace: 'pre-line' }}><Spoken words={dataset.description} /></p>
          <div className="line">{dataset.keywords.map((keyword) => <span key={keyword} className="chip">{keyword}</span>)}</div>
          <Decisions version={version} />
          <Citing dataset={dataset} />
        </section>
        <section className="card">
          <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Terms</Trans></h2>
          <dl className="pairs">
            <dt><Trans>Licence</Trans></dt><dd>{licence.id}</dd>
            <dt><Trans>May be passed on</Trans></dt><dd>{licence.mayRedistribute ? t`yes` : t`no`}</dd>
            <dt><Trans>Must be named</Trans></dt><dd>{licence.mustAttribute ? t`yes` : t`no`}</dd>
            <dt><Trans>Territory</Trans></dt><dd>{licence.territory ?? t`everywhere`}</dd>
            <dt><Trans>Holds until</Trans></dt><dd>{licence.expires === null ? t`no end` : writeDay(licence.expires, i18n.locale)}</dd>
            <dt><Trans>Downloads</Trans></dt><dd>{writeNumber(dataset.downloads, i18n.locale)}</dd>
            <dt><Trans>Followers</Trans></dt><dd>{writeNumber(dataset.followers, i18n.locale)}</dd>
            {contact !== null && <><dt><Trans>Contact</Trans></dt><dd><a href={`mailto:${contact}`}>{contact}</a></dd></>}
          </dl>
        </section>
      </div>
    </div>
  )
}

function Decisions({ version }: { readonly version: VersionAnswer }) {
  const { t, i18n } = useLingui()
  const words: Record<VersionAnswer['reasons'][number]['decision'], string> = { approved: t`Approved`, returned: t`Returned`, withdrawn: t`Withdrawn` }
  if (version.reasons.length === 0) return null
  return (
    <div>
      <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Decisions</Trans></h2>
      <ul className="rows">
        {version.reasons.map((reason) => (
          <li key={reason.at}>
            <p className="line"><Badge tone={reason.decision === 'approved' ? 'good' : 'warn'}>{words[reason.decision]}</Badge><span className="small quiet"><bdi>{reason.by}</bdi> · {writeDay(reason.at, i18n.locale)}</span></p>
            <p dir="auto">{reason.words}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Citing({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { t } = useLingui()
  const query = useQuery(citingQuery(dataset.publisher.slug, dataset.slug))
  const kinds: Record<string, string> = { dataset: t`Data set`, model: t`Model`, paper: t`Paper`, service: t`Service` }
  return (
    <div className="stack">
      <h2><Trans>What was made of it</Trans></h2>
      <Loaded query={query}>
        {({ items }) => (items.length === 0 ? <EmptyState title={<Trans>Nobody has told of a use yet</Trans>}><Trans>Did you make a model, a paper or a service of it? Tell the publisher and the next reader.</Trans></EmptyState> : (
          <ul className="rows">{items.map((work) => <li key={work.id}><p className="small quiet">{kinds[work.kind]} · <bdi>{work.by}</bdi></p><a href={work.url} rel="noreferrer nofollow" dir="auto">{work.title}</a></li>)}</ul>
        ))}
      </Loaded>
      <CitingForm publisher={dataset.publisher.slug} slug={dataset.slug} />
    </div>
  )
}
