import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { threadsQuery } from '../../api/feedback.ts'
import { versionQuery } from '../../api/datasets.ts'
import { ChoiceLink } from '../../ui/choice-link.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Spoken } from '../../ui/words.tsx'
import { AskTab } from './ask-tab.tsx'
import { LookTab } from './look-tab.tsx'
import { StoryTab } from './story-tab.tsx'
import { TalkTab } from './talk-tab.tsx'
import { TrustTab } from './trust-tab.tsx'
import { UseIt } from './use-it.tsx'
import { VersionsTab } from './versions-tab.tsx'

const TABS = ['look', 'ask', 'trust', 'use', 'versions', 'story', 'talk'] as const

export function VersionTabs({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: string }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/datasets/$publisher/$slug' })
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const query = useQuery(versionQuery(publisher, slug, version))
  const threads = useQuery(threadsQuery(publisher, slug))
  const tab = TABS.find((one) => one === search.tab) ?? 'look'
  const count = threads.data?.total ?? 0
  const words: Record<(typeof TABS)[number], string> = { look: t`Look`, ask: t`Ask`, trust: t`Trust`, use: t`Use`, versions: t`Versions`, story: t`Story`, talk: count === 0 ? t`Questions and answers` : t`Questions and answers (${count})` }
  return (
    <>
      <nav className="tab-line" aria-label={t`Parts of this page`}>
        {TABS.map((one) => <ChoiceLink key={one} isChosen={one === tab} to="/datasets/$publisher/$slug" params={{ publisher, slug }} search={{ version: search.version, tab: one === 'look' ? undefined : one }} resetScroll={false}>{words[one]}</ChoiceLink>)}
      </nav>
      <Loaded query={query}>
        {(answer) => (
          <div className="stack loose">
            {answer.state === 'withdrawn' && <Tombstone version={answer} />}
            {search.version !== undefined && dataset.latest !== null && dataset.latest.version !== search.version && answer.state === 'published' && <OlderVersion version={search.version} latest={dataset.latest.version} publisher={publisher} slug={slug} />}
            {tab === 'look' && <LookTab dataset={dataset} version={answer} />}
            {tab === 'ask' && <AskTab dataset={dataset} version={answer} />}
            {tab === 'trust' && <TrustTab dataset={dataset} version={answer} />}
            {tab === 'use' && <UseIt dataset={dataset} version={answer} />}
            {tab === 'versions' && <VersionsTab dataset={dataset} version={answer} />}
            {tab === 'story' && <StoryTab dataset={dataset} version={answer} />}
            {tab === 'talk' && <TalkTab dataset={dataset} version={answer} />}
          </div>
        )}
      </Loaded>
    </>
  )
}

function Tombstone({ version }: { readonly version: VersionAnswer }) {
  return (
    <div className="note bad">
      <strong><Trans>This version was withdrawn</Trans></strong>
      <p>{version.withdrawnBecause === null ? null : <Spoken words={version.withdrawnBecause} />}</p>
      <p><Trans>What was said and measured stays here to be read; the files are not given out any more.</Trans></p>
    </div>
  )
}

function OlderVersion({ version, latest, publisher, slug }: { readonly version: string; readonly latest: string; readonly publisher: string; readonly slug: string }) {
  return <div className="note warn"><Trans>You are looking at version {version}. <Link to="/datasets/$publisher/$slug" params={{ publisher, slug }} search={{}}>To the newest, {latest}</Link></Trans></div>
}
