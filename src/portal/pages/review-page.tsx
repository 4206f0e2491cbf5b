import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { decideVersion, reportAddress, versionQuery } from '../api/datasets.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useVersionWords } from '../ui/access-words.ts'
import { DiffView } from '../ui/diff-view.tsx'
import { Badge, EvidenceBadge } from '../ui/evidence-badge.tsx'
import { FactTable } from '../ui/fact-row.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { Told } from '../ui/told.tsx'
import { useAct } from '../ui/use-act.ts'
import { pickWords } from '../words/pick-words.ts'
import { writeBytes, writeDay, writeNumber } from '../words/write-numbers.ts'

/** All that the second person needs to approve or to return, on one page. */
export function ReviewPage() {
  const { t, i18n } = useLingui()
  const { publisher, slug, version } = useParams({ from: '/review/$publisher/$slug/$version' })
  const query = useQuery(versionQuery(publisher, slug, version))
  const name = query.data === undefined ? slug : pickWords(query.data.dataset.title, i18n.locale).text || slug
  const title = t`Approve ${name} ${version}`
  return (
    <SignedIn title={title}>
      {() => (
        <Page title={title} heading={`${name} ${version}`} trail={[<Link to="/inbox" key="inbox"><Trans>To do</Trans></Link>, <Link to="/datasets/$publisher/$slug" params={{ publisher, slug }} key="dataset"><bdi className="code">{publisher}/{slug}</bdi></Link>]}>
          <Loaded query={query}>{(answer) => <Known version={answer} publisher={publisher} slug={slug} />}</Loaded>
        </Page>
      )}
    </SignedIn>
  )
}

function Known({ version, publisher, slug }: { readonly version: VersionAnswer; readonly publisher: string; readonly slug: string }) {
  const { t } = useLingui()
  const { facts } = version
  const failed = facts.filter(({ verdict }) => verdict === 'failed').length
  return (
    <div className="two-one">
      <div className="stack loose">
        <section>
          <div className="line apart" style={{ marginBlockEnd: 'var(--s3)' }}><h2><Trans>Promised and counted</Trans></h2>{isMine(version) && <a href="#decide"><Trans>To the decision</Trans></a>}{failed > 0 ? <Badge tone="bad" icon="cross">{t`${failed} not kept`}</Badge> : <EvidenceBadge state={version.verification ?? 'missing'} />}</div>
          <FactTable facts={facts} />
        </section>
        <section><h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Report</Trans></h2><iframe className="sheet" title={t`Report of version ${version.version}`} src={reportAddress(publisher, slug, version.version)} sandbox="allow-scripts" loading="lazy" /></section>
      </div>
      <div className="stack">
        <Decide version={version} publisher={publisher} slug={slug} />
        <section className="card stack"><h2><Trans>What changed</Trans></h2>{version.diff === null ? <p className="quiet"><Trans>It is the first version.</Trans></p> : <DiffView diff={version.diff} />}</section>
        <About version={version} />
      </div>
    </div>
  )
}

function About({ version }: { readonly version: VersionAnswer }) {
  const { i18n } = useLingui()
  const words = useVersionWords()
  return (
    <section className="card">
      <dl className="pairs">
        <dt><Trans>State</Trans></dt><dd><Badge tone={words[version.state].tone}>{words[version.state].words}</Badge></dd>
        <dt><Trans>Submitted by</Trans></dt><dd>{version.submittedBy ?? '–'}</dd>
        <dt><Trans>Rows</Trans></dt><dd>{version.rows === null ? '–' : writeNumber(version.rows, i18n.locale)}</dd>
        <dt><Trans>Size</Trans></dt><dd>{version.bytes === null ? '–' : writeBytes(version.bytes, i18n.locale)}</dd>
      </dl>
      {version.reasons.map((reason) => <p key={reason.at} style={{ marginBlockStart: 'var(--s3)' }}><span className="small quiet"><bdi>{reason.by}</bdi> · {writeDay(reason.at, i18n.locale)}</span><br /><span dir="auto">{reason.words}</span></p>)}
    </section>
  )
}

/** Whether it waits for a decision of whoever looks. */
const isMine = ({ state, mayApprove }: VersionAnswer) => state === 'submitted' && mayApprove

function Decide({ version, publisher, slug }: { readonly version: VersionAnswer; readonly publisher: string; readonly slug: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [words, setWords] = useState('')
  const act = useAct((decision: 'approve' | 'return') => decideVersion(publisher, slug, version.version, decision, words), () => void navigate({ to: '/inbox' }))
  if (version.state !== 'submitted') return <div className="note"><strong><Trans>Nothing to decide here</Trans></strong><p><Trans>The version does not wait for an approval.</Trans></p></div>
  if (!version.mayApprove) return <div className="note warn"><strong><Trans>A second person decides</Trans></strong><p>{version.whyNot !== null ? <Told words={version.whyNot} /> : <Trans>Whoever made or submitted a version does not approve it. An approver of your organisation has it under “To do”.</Trans>}</p></div>
  const hasReason = words.trim().length >= 3
  return (
    <section className="card stack" id="decide" tabIndex={-1}>
      <h2><Trans>Decide</Trans></h2>
      <Textarea label={t`Reasons`} description={t`They stand on the page of the version for good.`} required autosize minRows={3} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      {act.fault !== null && <Problem fault={act.fault} />}
      <div className="line">
        <Button disabled={!hasReason} loading={act.isBusy} onClick={() => act.run('approve')}><Trans>Approve and publish</Trans></Button>
        <Button variant="default" disabled={!hasReason} loading={act.isBusy} onClick={() => act.run('return')}><Trans>Return</Trans></Button>
      </div>
      {!hasReason && <p className="small quiet"><Trans>Write the reasons first.</Trans></p>}
    </section>
  )
}
