import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CitingAnswer } from '#dam/catalogue/feedback/feedback-answers.ts'
import { addCiting } from '../../api/feedback.ts'
import { meQuery } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { useAct } from '../../ui/use-act.ts'

const KINDS: readonly CitingAnswer['kind'][] = ['paper', 'model', 'dataset', 'service']

/** Tells of a work that uses the data set. */
export function CitingForm({ publisher, slug }: { readonly publisher: string; readonly slug: string }) {
  const { t } = useLingui()
  const { data: me } = useQuery(meQuery)
  const [isOpen, setOpen] = useState(false)
  const [kind, setKind] = useState<CitingAnswer['kind']>('paper')
  const [title, setTitle] = useState('')
  const [url, setUrl] = useState('')
  const act = useAct(() => addCiting(publisher, slug, { kind, title, url }), () => setOpen(false))
  if (me === undefined || me.person === null) return null
  if (!isOpen) return <div><Button variant="default" onClick={() => setOpen(true)}><Trans>Tell of a use</Trans></Button></div>
  return (
    <div className="card">
      <Form submit={() => act.run(undefined)} label={t`Tell`} isBusy={act.isBusy} fault={act.fault}>
        <NativeSelect label={t`What it is`} value={kind} onChange={(event) => setKind(KINDS.find((one) => one === event.currentTarget.value) ?? 'paper')} data={[{ value: 'paper', label: t`Paper` }, { value: 'model', label: t`Model` }, { value: 'dataset', label: t`Data set` }, { value: 'service', label: t`Service` }]} />
        <TextInput label={t`Title`} required value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <TextInput label={t`Address`} type="url" required placeholder="https://" value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
      </Form>
    </div>
  )
}
