import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { datasetQuery, follow } from '../../api/datasets.ts'
import { meQuery } from '../../api/people.ts'
import { useAccessWords } from '../../ui/access-words.ts'
import { DatasetFace } from '../../ui/dataset-face.tsx'
import { useDomainWords } from '../../ui/domain-words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge, EvidenceBadge } from '../../ui/evidence-badge.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Spoken } from '../../ui/words.tsx'
import { pickWords } from '../../words/pick-words.ts'
import { writeDay } from '../../words/write-numbers.ts'
import { VersionTabs } from './version-tabs.tsx'

/** What the public sees of a data set. */
export function DatasetPage() {
  const { t, i18n } = useLingui()
  const { publisher, slug } = useParams({ from: '/datasets/$publisher/$slug' })
  const query = useQuery(datasetQuery(publisher, slug))
  const title = query.data === undefined ? t`Data set` : pickWords(query.data.title, i18n.locale).text || slug
  return query.data === undefined ? <Page title={title}><Loaded query={query}>{() => null}</Loaded></Page> : <Known dataset={query.data} title={title} />
}

function Known({ dataset, title }: { readonly dataset: DatasetAnswer; readonly title: string }) {
  const { t } = useLingui()
  const domains = useDomainWords()
  const { version } = useSearch({ from: '/datasets/$publisher/$slug' })
  const { publisher, domain } = dataset
  const shown = version ?? dataset.latest?.version ?? dataset.versions.find(({ state }) => state === 'published' || state === 'withdrawn')?.version
  const trail = [
    <Link to="/datasets" key="data"><Trans>Data</Trans></Link>,
    ...(domain === null ? [] : [<Link to="/datasets" search={{ domain }} key="domain">{domains[domain] ?? domain}</Link>]),
    <Link to="/datasets" search={{ publisher: publisher.slug }} key="publisher"><Spoken words={publisher.name} otherwise={publisher.slug} /></Link>,
  ]
  return (
    <Page title={title} trail={trail} lead={<Spoken words={dataset.description} />} actions={<Actions dataset={dataset} />}>
      <Facts dataset={dataset} />
      <div style={{ marginBlockStart: 'var(--s5)' }}><DatasetFace face={dataset.face} size="wide" /></div>
      {shown === undefined ? <div className="section"><EmptyState title={t`No version is published yet`}>{dataset.mayEdit ? t`Upload a table, run its recipe and submit it: all under “Edit”.` : t`Follow it, and you are told when the first one comes out.`}</EmptyState></div> : <VersionTabs dataset={dataset} version={shown} />}
    </Page>
  )
}

function Facts({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { t, i18n } = useLingui()
  const access = useAccessWords()
  const { latest } = dataset
  const day = typeof latest?.publishedAt !== 'string' ? '' : ` · ${writeDay(latest.publishedAt, i18n.locale)}`
  return (
    <div className="line">
      {latest?.state === 'published' && <EvidenceBadge state="passed">{t`Verified`}</EvidenceBadge>}
      <Badge tone={dataset.access === 'open' ? '' : 'warn'}>{access[dataset.access]}</Badge>
      <Badge>{dataset.licence}</Badge>
      {latest !== null && <Badge>{`${latest.version}${day}`}</Badge>}
      {dataset.doi !== null && <span className="small quiet"><bdi className="code">{dataset.doi}</bdi></span>}
    </div>
  )
}

function Actions({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { data: me } = useQuery(meQuery)
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const act = useAct((isFollowed: boolean) => follow(publisher, slug, isFollowed))
  return (
    <>
      {me !== undefined && me.person !== null && <Button variant="default" loading={act.isBusy} aria-pressed={dataset.isFollowed} onClick={() => act.run(!dataset.isFollowed)}>{dataset.isFollowed ? <Trans>Do not follow any more</Trans> : <Trans>Follow</Trans>}</Button>}
      {dataset.mayEdit && <LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'details' }} variant="default"><Trans>Edit</Trans></LinkButton>}
      {dataset.access === 'on-application' && <LinkButton to="/apply/$publisher/$slug" params={{ publisher, slug }}><Trans>Apply for access</Trans></LinkButton>}
      {act.fault !== null && <Problem fault={act.fault} />}
    </>
  )
}
