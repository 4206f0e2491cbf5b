import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { RunAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { runsQuery } from '../../api/runs.ts'
import { useRunWords } from '../../ui/access-words.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { Told } from '../../ui/told.tsx'
import { writeInstant, writeSeconds } from '../../words/write-numbers.ts'

export function RunsPart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const query = useQuery(runsQuery(publisher, slug))
  return (
    <Loaded query={query}>
      {({ items }) => (items.length === 0 ? (
        <EmptyState title={<Trans>Nothing has run yet</Trans>} action={<LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'recipe' }}><Trans>To the recipe</Trans></LinkButton>}><Trans>A run turns the files into a version: described, checked, de-identified, verified and sealed.</Trans></EmptyState>
      ) : <Runs runs={items} />)}
    </Loaded>
  )
}

function Runs({ runs }: { readonly runs: readonly RunAnswer[] }) {
  const { t, i18n } = useLingui()
  const words = useRunWords()
  const tones: Record<RunAnswer['state'], 'good' | 'bad' | 'busy' | undefined> = { waiting: undefined, running: 'busy', done: 'good', failed: 'bad', cancelled: undefined }
  const took = ({ startedAt, endedAt }: RunAnswer) => (startedAt === null || endedAt === null ? '' : ` · ${writeSeconds((Date.parse(endedAt) - Date.parse(startedAt)) / 1000, i18n.locale)}`)
  return (
    <Timeline moments={runs.map((run) => {
      const tone = tones[run.state]
      return {
        id: run.id, ...(tone !== undefined && { tone }),
        what: (
          <>
            <div className="line"><strong><Link to="/runs/$id" params={{ id: run.id }}>{t`Version ${run.version}`}</Link></strong><Badge tone={words[run.state].tone}>{words[run.state].words}</Badge></div>
            <p className="small quiet number">{writeInstant(run.createdAt, i18n.locale)}{took(run)} · <bdi>{run.startedBy}</bdi></p>
            {run.because !== null && <p className="small" dir="auto"><Told words={run.because} /></p>}
          </>
        ),
      }
    })} />
  )
}
