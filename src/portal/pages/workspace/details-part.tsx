import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { changeDataset } from '../../api/datasets.ts'
import { Form } from '../../ui/form.tsx'
import { useAct } from '../../ui/use-act.ts'
import { DetailsFields } from './details-fields.tsx'

export function DetailsPart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { t } = useLingui()
  const [details, setDetails] = useState(dataset.details)
  const act = useAct(() => changeDataset(dataset.publisher.slug, dataset.slug, details))
  const isSaved = JSON.stringify(details) === JSON.stringify(dataset.details)
  return (
    <Form submit={() => act.run(undefined)} label={t`Save`} isBusy={act.isBusy} fault={act.fault} isDisabled={isSaved} beside={<span className="quiet" role="status">{isSaved ? <Trans>All is saved</Trans> : <Trans>Not saved yet</Trans>}</span>}>
      <DetailsFields details={details} change={setDetails} />
    </Form>
  )
}
