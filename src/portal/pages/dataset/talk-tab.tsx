import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { ThreadAnswer } from '#dam/catalogue/feedback/feedback-answers.ts'
import { threadsQuery } from '../../api/feedback.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Due } from '../../ui/inbox.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { writeDay } from '../../words/write-numbers.ts'
import { AnswerForm, DecideThread } from './answer-form.tsx'
import { ThreadForm } from './thread-form.tsx'

/** Questions, defect reports and proposed corrections, with the publisher's answers. */
export function TalkTab({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const query = useQuery(threadsQuery(dataset.publisher.slug, dataset.slug))
  return (
    <div className="two-one">
      <Loaded query={query}>
        {({ items }) => (items.length === 0 ? <EmptyState title={<Trans>Nobody has asked yet</Trans>}><Trans>Ask what you do not understand, or tell of a fault: the publisher has to answer in time.</Trans></EmptyState> : <div className="stack">{items.map((thread) => <Thread key={thread.id} thread={thread} />)}</div>)}
      </Loaded>
      <ThreadForm dataset={dataset} version={version} />
    </div>
  )
}

function Thread({ thread }: { readonly thread: ThreadAnswer }) {
  const { t, i18n } = useLingui()
  const kinds: Record<ThreadAnswer['kind'], string> = { question: t`Question`, defect: t`Defect`, erratum: t`Correction` }
  const states: Record<ThreadAnswer['state'], readonly [string, string]> = {
    open: [t`Open`, 'busy'], confirmed: [t`Confirmed`, 'warn'], answered: [t`Answered`, 'good'], accepted: [t`Accepted`, 'good'], declined: [t`Declined`, ''], fixed: [thread.fixedIn === null ? t`Mended` : t`Mended in ${thread.fixedIn}`, 'good'],
  }
  const [state, tone] = states[thread.state]
  return (
    <article className="card stack">
      <header>
        <p className="small quiet">{kinds[thread.kind]} · <bdi>{thread.by}</bdi> · {writeDay(thread.at, i18n.locale)}{thread.version !== null && ` · ${thread.version}`}</p>
        <h2 className="title-3" dir="auto">{thread.title}</h2>
        <div className="line"><Badge tone={tone}>{state}</Badge>{thread.state === 'open' && thread.due !== null && <Due due={thread.due} />}</div>
      </header>
      {thread.cell && <dl className="pairs small"><dt><Trans>Cell</Trans></dt><dd><Trans>row {thread.cell.row}</Trans>, <bdi>{thread.cell.column}</bdi></dd><dt><Trans>Would be right</Trans></dt><dd><bdi>{thread.cell.proposed}</bdi></dd><dt><Trans>Evidence</Trans></dt><dd dir="auto">{thread.cell.evidence}</dd></dl>}
      {thread.posts.map((post) => (
        <div key={post.at}>
          <p className="small quiet">{post.isPublisher ? <Badge tone="busy">{t`Publisher`}</Badge> : <bdi>{post.by}</bdi>} · {writeDay(post.at, i18n.locale)}</p>
          <p dir="auto" style={{ whiteSpace: 'pre-line' }}>{post.words}</p>
        </div>
      ))}
      <AnswerForm thread={thread} />
      {thread.mayAnswer && <DecideThread thread={thread} />}
    </article>
  )
}
