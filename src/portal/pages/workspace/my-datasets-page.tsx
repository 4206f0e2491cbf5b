import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ownDatasetsQuery } from '../../api/datasets.ts'
import { WithHat } from '../../shell/signed-in.tsx'
import { useAccessWords, useVersionWords } from '../../ui/access-words.ts'
import { DatasetFace } from '../../ui/dataset-face.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Spoken } from '../../ui/words.tsx'

/** The data sets of the organisation that one acts for, drafts too. */
export function MyDatasetsPage() {
  const { t } = useLingui()
  const title = t`My data`
  return (
    <WithHat title={title}>
      {(hat, me) => {
        const mayCreate = me.permissions.includes('dataset:create')
        return <Page title={title} lead={<Spoken words={hat.name} otherwise={hat.slug} />} actions={mayCreate && <LinkButton to="/workspace/new"><Trans>New data set</Trans></LinkButton>}><Own publisher={hat.slug} mayCreate={mayCreate} /></Page>
      }}
    </WithHat>
  )
}

function Own({ publisher, mayCreate }: { readonly publisher: string; readonly mayCreate: boolean }) {
  const query = useQuery(ownDatasetsQuery(publisher))
  const access = useAccessWords()
  const states = useVersionWords()
  return (
    <Loaded query={query}>
      {({ items }) => (items.length === 0 ? (
        <EmptyState title={<Trans>No data set yet</Trans>} action={mayCreate && <LinkButton to="/workspace/new"><Trans>New data set</Trans></LinkButton>}>{mayCreate ? <Trans>Name it, upload a table, and a recipe is proposed for it.</Trans> : <Trans>A steward of your organisation can begin one.</Trans>}</EmptyState>
      ) : (
        <ul className="rows">
          {items.map((dataset) => (
            <li key={dataset.slug} className="dataset-row">
              <DatasetFace face={dataset.face} />
              <div>
                <h2 className="title-3"><Link to="/workspace/$publisher/$slug/$part" params={{ publisher: dataset.publisher.slug, slug: dataset.slug, part: dataset.latest === null ? 'uploads' : 'versions' }}><Spoken words={dataset.title} otherwise={dataset.slug} /></Link></h2>
                <p><bdi className="code">{dataset.publisher.slug}/{dataset.slug}</bdi> · {access[dataset.access]}</p>
              </div>
              {dataset.latest !== null ? <Badge tone={states[dataset.latest.state].tone}>{`${dataset.latest.version} · ${states[dataset.latest.state].words}`}</Badge> : <Badge>{states.draft.words}</Badge>}
            </li>
          ))}
        </ul>
      ))}
    </Loaded>
  )
}
