import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { UploadAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { importFrom, proposeRecipe, removeUpload, uploadsQuery } from '../../api/runs.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Form } from '../../ui/form.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeBytes, writeInstant } from '../../words/write-numbers.ts'
import { DropFiles } from './drop-files.tsx'

/** Files of the data set: sent from here, or fetched from an address. */
export function UploadsPart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const query = useQuery(uploadsQuery(publisher, slug))
  return (
    <div className="stack loose">
      <DropFiles publisher={publisher} slug={slug} />
      <Import publisher={publisher} slug={slug} />
      <div>
        <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Files that are here</Trans></h2>
        <Loaded query={query}>{({ items }) => (items.length === 0 ? <EmptyState title={<Trans>No file yet</Trans>}><Trans>CSV, TSV, JSON, Parquet or Excel, also packed. They stay unseen by others, whatever is released.</Trans></EmptyState> : <Files uploads={items} publisher={publisher} slug={slug} />)}</Loaded>
      </div>
    </div>
  )
}

function Import({ publisher, slug }: { readonly publisher: string; readonly slug: string }) {
  const { t } = useLingui()
  const [url, setUrl] = useState('')
  const act = useAct(() => importFrom(publisher, slug, url), () => setUrl(''))
  return (
    <Form submit={() => act.run(undefined)} label={t`Fetch`} isBusy={act.isBusy} fault={act.fault}>
      <TextInput label={t`Or fetch it from an address`} type="url" placeholder="https://" required value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
    </Form>
  )
}

function Files({ uploads, publisher, slug }: { readonly uploads: readonly UploadAnswer[]; readonly publisher: string; readonly slug: string }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const complete = uploads.filter(({ state }) => state === 'complete').map(({ id }) => id)
  const [left, setLeft] = useState<readonly string[]>([])
  const chosen = complete.filter((id) => !left.includes(id))
  const remove = useAct(removeUpload)
  const propose = useAct(() => proposeRecipe(publisher, slug, chosen), () => void navigate({ to: '/workspace/$publisher/$slug/$part', params: { publisher, slug, part: 'recipe' } }))
  const states: Record<UploadAnswer['state'], readonly [string, string]> = { receiving: [t`Arriving`, 'busy'], complete: [t`Here`, 'good'], failed: [t`Failed`, 'bad'] }
  return (
    <div className="stack">
      <table className="cards">
        <thead><tr><th scope="col"><span className="hidden"><Trans>Choose</Trans></span></th><th scope="col"><Trans>File</Trans></th><th scope="col" className="number"><Trans>Size</Trans></th><th scope="col"><Trans>SHA-256</Trans></th><th scope="col"><Trans>State</Trans></th><th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th></tr></thead>
        <tbody>
          {uploads.map((upload) => (
            <tr key={upload.id}>
              <td><Checkbox aria-label={t`Take ${upload.name} into the recipe`} disabled={upload.state !== 'complete'} checked={chosen.includes(upload.id)} onChange={(event) => setLeft(event.currentTarget.checked ? left.filter((id) => id !== upload.id) : [...left, upload.id])} /></td>
              <td><span><strong><bdi>{upload.name}</bdi></strong><br /><span className="tiny quiet">{writeInstant(upload.createdAt, i18n.locale)}{upload.from !== null && <> · <bdi>{upload.from}</bdi></>}</span></span></td>
              <td data-label={t`Size`} className="number">{upload.state === 'receiving' ? `${writeBytes(upload.received, i18n.locale)} / ${writeBytes(upload.bytes, i18n.locale)}` : writeBytes(upload.bytes, i18n.locale)}</td>
              <td data-label={t`SHA-256`}>{upload.sha256 === null ? '–' : <code className="tiny" title={upload.sha256}>{upload.sha256.slice(0, 16)}…</code>}</td>
              <td data-label={t`State`}><Badge tone={states[upload.state][1]}>{states[upload.state][0]}</Badge></td>
              <td><Button size="compact-sm" variant="default" onClick={() => remove.run(upload.id)} aria-label={t`Remove ${upload.name}`}><Trans>Remove</Trans></Button></td>
            </tr>
          ))}
        </tbody>
      </table>
      {(remove.fault ?? propose.fault) !== null && <Problem fault={remove.fault ?? propose.fault} />}
      <div><Button disabled={chosen.length === 0} loading={propose.isBusy} onClick={() => propose.run(undefined)}><Trans>Propose a recipe for these files</Trans></Button></div>
    </div>
  )
}
