import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobView } from '#platform/http/operator-answers.ts'
import { jobsQuery, retryJob } from '../../api/operator.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Told } from '../../ui/told.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeInstant } from '../../words/write-numbers.ts'

export function JobsPart() {
  const { t, i18n } = useLingui()
  const [state, setState] = useState<JobView>('failed')
  const query = useQuery(jobsQuery(state))
  const retry = useAct(retryJob)
  return (
    <>
      <div><Segments label={t`State`} chosen={state} choose={setState} choices={[{ value: 'failed', label: t`Given up` }, { value: 'active', label: t`Running` }, { value: 'waiting', label: t`Waiting` }, { value: 'completed', label: t`Done` }]} /></div>
      {retry.fault !== null && <Problem fault={retry.fault} />}
      <Loaded query={query}>
        {({ items }) => (items.length === 0 ? <EmptyState title={<Trans>No such jobs</Trans>}>{state === 'failed' ? <Trans>Nothing was given up. Jobs that failed for good would stand here, to be tried again.</Trans> : undefined}</EmptyState> : (
          <table className="cards">
            <thead><tr><th scope="col"><Trans>Job</Trans></th><th scope="col"><Trans>Since</Trans></th><th scope="col" className="number"><Trans>Attempts</Trans></th><th scope="col"><Trans>Why</Trans></th><th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th></tr></thead>
            <tbody>
              {items.map((job) => (
                <tr key={job.id}>
                  <td><span><strong>{job.name}</strong><br /><code className="tiny">{job.id}</code></span></td>
                  <td data-label={t`Since`}>{writeInstant(job.createdAt, i18n.locale)}</td>
                  <td data-label={t`Attempts`} className="number">{job.attempts}</td>
                  <td data-label={t`Why`}>{job.because === null ? '–' : <Told words={job.because} />}</td>
                  <td>{state === 'failed' && <Button size="compact-sm" variant="default" onClick={() => retry.run(job.id)} aria-label={t`Try again: ${job.name}`}><Trans>Try again</Trans></Button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </Loaded>
    </>
  )
}
