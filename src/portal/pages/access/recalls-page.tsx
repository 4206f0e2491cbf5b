import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecallAnswer } from '#dam/catalogue/access/access-answers.ts'
import { acknowledgeRecall, recallsQuery } from '../../api/access.ts'
import { SignedIn } from '../../shell/signed-in.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Spoken } from '../../ui/words.tsx'
import { writeDay, writeNumber } from '../../words/write-numbers.ts'

/** Versions that came back, and whether I have destroyed mine. */
export function RecallsPage() {
  const { t } = useLingui()
  const title = t`Recalled versions`
  return <SignedIn title={title}>{() => <Page title={title} lead={<Trans>Versions that must not be used any more. Destroy your copies and say so.</Trans>}><Recalls /></Page>}</SignedIn>
}

function Recalls() {
  const query = useQuery(recallsQuery)
  return <Loaded query={query}>{({ items }) => (items.length === 0 ? <EmptyState title={<Trans>Nothing was recalled</Trans>}><Trans>If a version that you downloaded is recalled, you are told, and it stands here.</Trans></EmptyState> : <div className="stack">{items.map((recall) => <Recall key={recall.id} recall={recall} />)}</div>)}</Loaded>
}

function Recall({ recall }: { readonly recall: RecallAnswer }) {
  const { t, i18n } = useLingui()
  const [isDestroyed, setDestroyed] = useState(false)
  const act = useAct(() => acknowledgeRecall(recall.id))
  const [acknowledged, downloaders] = [writeNumber(recall.acknowledged, i18n.locale), writeNumber(recall.downloaders, i18n.locale)]
  return (
    <article className="card stack">
      <header className="line apart">
        <div><h2 className="title-3"><bdi className="code">{recall.publisher}/{recall.slug}@{recall.version}</bdi></h2><p className="small quiet">{writeDay(recall.at, i18n.locale)} · <Trans>{acknowledged} of {downloaders} have destroyed it</Trans></p></div>
        {recall.mine === 'acknowledged' && <Badge tone="good" icon="check">{t`Destroyed`}</Badge>}
      </header>
      <p><Spoken words={recall.because} /></p>
      {recall.mine === 'waiting' && (
        <div className="line">
          <Checkbox label={t`I have destroyed every copy of mine`} checked={isDestroyed} onChange={(event) => setDestroyed(event.currentTarget.checked)} />
          <Button disabled={!isDestroyed} loading={act.isBusy} onClick={() => act.run(undefined)}><Trans>Confirm</Trans></Button>
        </div>
      )}
      {act.fault !== null && <Problem fault={act.fault} />}
    </article>
  )
}
