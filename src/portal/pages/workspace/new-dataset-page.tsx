import { Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createDataset } from '../../api/datasets.ts'
import { WithHat } from '../../shell/signed-in.tsx'
import { Form } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { Page } from '../../ui/page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Spoken } from '../../ui/words.tsx'
import { emptyDetails, slugFrom } from './dataset-details.ts'

/** A data set begins with its name; all else can wait. */
export function NewDatasetPage() {
  const { t } = useLingui()
  const title = t`New data set`
  return <WithHat title={title}>{(hat) => <Page title={title} lead={<Spoken words={hat.name} otherwise={hat.slug} />}><Begin publisher={hat.slug} /></Page>}</WithHat>
}

function Begin({ publisher }: { readonly publisher: string }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [details, setDetails] = useState(emptyDetails)
  const [own, setOwn] = useState<string>()
  const slug = own ?? slugFrom(details.title.en ?? '')
  const act = useAct(() => createDataset(publisher, slug, details), () => void navigate({ to: '/workspace/$publisher/$slug/$part', params: { publisher, slug, part: 'uploads' } }))
  return (
    <div className="readable">
      <Form submit={() => act.run(undefined)} label={t`Begin`} isBusy={act.isBusy} fault={act.fault} isDisabled={slug === '' || !(details.title.ko || details.title.en)}>
        <LanguageField label={t`Title`} description={t`Korean or English at least`} value={details.title} change={(title) => setDetails({ ...details, title })} />
        <TextInput className="ltr" label={t`Address`} description={<Trans>Small letters, digits and hyphens. It stays for ever: <bdi className="code">/datasets/{publisher}/{slug || '…'}</bdi></Trans>} required pattern="[a-z0-9]([a-z0-9\-]{0,78}[a-z0-9])?" value={slug} onChange={(event) => setOwn(event.currentTarget.value)} />
      </Form>
    </div>
  )
}
