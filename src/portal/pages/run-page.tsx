import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { RunAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { changeRun, runQuery, runReportAddress, watchRun } from '../api/runs.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useRunWords, useStageWords } from '../ui/access-words.ts'
import { DotLine } from '../ui/dot-line.tsx'
import { Badge } from '../ui/evidence-badge.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { Progress } from '../ui/progress.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { Told } from '../ui/told.tsx'
import { useAct } from '../ui/use-act.ts'
import { writeInstant, writeSeconds } from '../words/write-numbers.ts'

/** A run as it goes: stages, numbers, log; at the end the report and one next step. */
export function RunPage() {
  const { t } = useLingui()
  const { id } = useParams({ from: '/runs/$id' })
  const query = useQuery(runQuery(id))
  const client = useQueryClient()
  const isLive = query.data?.state === 'waiting' || query.data?.state === 'running'
  useEffect(() => (isLive ? watchRun(id, (run) => client.setQueryData(runQuery(id).queryKey, run)) : undefined), [id, isLive, client])
  const title = query.data === undefined ? t`Run` : t`Run of version ${query.data.version}`
  return (
    <SignedIn title={title}>
      {() => query.data === undefined ? <Page title={title}><Loaded query={query}>{() => null}</Loaded></Page> : <Known run={query.data} title={title} />}
    </SignedIn>
  )
}

function Known({ run, title }: { readonly run: RunAnswer; readonly title: string }) {
  const { t } = useLingui()
  const { publisher, slug } = run
  const words = useRunWords()
  const act = useAct((kind: 'cancel' | 'resume') => changeRun(run.id, kind))
  const trail = [<Link to="/workspace" key="own"><Trans>My data</Trans></Link>, <Link to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'runs' }} key="dataset"><bdi className="code">{publisher}/{slug}</bdi></Link>]
  const actions = (
    <>
      {run.mayCancel && <Button variant="default" loading={act.isBusy} onClick={() => act.run('cancel')}><Trans>Cancel the run</Trans></Button>}
      {run.mayResume && <Button loading={act.isBusy} onClick={() => act.run('resume')}><Trans>Go on</Trans></Button>}
      {run.state === 'done' && <LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'versions' }}><Trans>Look at the facts and submit</Trans></LinkButton>}
      {run.state === 'failed' && !run.mayResume && <LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'recipe' }}><Trans>Mend the recipe</Trans></LinkButton>}
    </>
  )
  return (
    <Page title={title} trail={trail} actions={actions} lead={<span className="line" role="status"><Badge tone={words[run.state].tone}>{words[run.state].words}</Badge><When run={run} /></span>}>
      <div className="stack loose">
        {act.fault !== null && <Problem fault={act.fault} />}
        {run.because !== null && <div className="note bad" role="alert"><strong><Trans>Why it stopped</Trans></strong><p dir="auto"><Told words={run.because} /></p></div>}
        <div className="two-one">
          <Stages run={run} />
          <Log run={run} />
        </div>
        {run.report !== null && <section><h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Report</Trans></h2><iframe className="sheet" title={t`Report of version ${run.version}`} src={runReportAddress(run.id)} sandbox="allow-scripts" /></section>}
      </div>
    </Page>
  )
}

function When({ run }: { readonly run: RunAnswer }) {
  const { t, i18n } = useLingui()
  const begun = writeInstant(run.startedAt ?? run.createdAt, i18n.locale)
  const took = run.startedAt !== null && run.endedAt !== null ? writeSeconds((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000, i18n.locale) : ''
  return <span className="small"><DotLine facts={[begun, took !== '' && t`took ${took}`, run.startedBy, run.attempt > 1 && t`attempt ${run.attempt}`]} /></span>
}

function Stages({ run }: { readonly run: RunAnswer }) {
  const { t, i18n } = useLingui()
  const words = useStageWords()
  const states: Record<RunAnswer['stages'][number]['state'], string> = { waiting: t`waits`, running: t`runs`, done: t`done`, failed: t`failed` }
  const tones = { waiting: undefined, running: 'busy', done: 'good', failed: 'bad' } as const
  return (
    <section>
      <h2 style={{ marginBlockEnd: 'var(--s4)' }}><Trans>Stages</Trans></h2>
      <Timeline moments={run.stages.map((stage) => {
        const tone = tones[stage.state]
        const took = stage.startedAt !== null && stage.endedAt !== null ? ` · ${writeSeconds((Date.parse(stage.endedAt) - Date.parse(stage.startedAt)) / 1000, i18n.locale)}` : ''
        const name = words[stage.stage] ?? stage.stage
        return {
          id: stage.stage, ...(tone !== undefined && { tone }),
          what: (
            <>
              <p className={stage.state === 'waiting' ? 'quiet' : ''}><strong>{name}</strong> <span className="small quiet">{states[stage.state]}{took}</span></p>
              {stage.message !== null && <p className="small quiet" lang="en" dir="auto">{stage.message}</p>}
              {stage.state === 'running' && <Progress label={name} done={stage.done} total={stage.total} ratePerSecond={stage.ratePerSecond} secondsLeft={stage.secondsLeft} />}
            </>
          ),
        }
      })} />
    </section>
  )
}

function Log({ run }: { readonly run: RunAnswer }) {
  const { t, i18n } = useLingui()
  const time = new Intl.DateTimeFormat(i18n.locale === 'ar' ? 'ar-u-nu-latn' : i18n.locale, { timeStyle: 'medium', hourCycle: 'h23' })
  return (
    <section>
      <h2 style={{ marginBlockEnd: 'var(--s4)' }}><Trans>Log</Trans></h2>
      {run.log.length === 0 ? <p className="quiet"><Trans>Nothing yet.</Trans></p> : <pre tabIndex={0} role="log" aria-label={t`Log`} style={{ maxBlockSize: 480, whiteSpace: 'pre-wrap', fontSize: 13 }}>{run.log.map((line) => `${time.format(new Date(line.at))}  ${line.line}`).join('\n')}</pre>}
    </section>
  )
}
