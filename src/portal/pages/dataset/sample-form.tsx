import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SampleAnswer } from '#dam/catalogue/access/access-answers.ts'
import type { DatasetAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { drawSample } from '../../api/access.ts'
import { DataGrid } from '../../ui/data-grid.tsx'
import { Form } from '../../ui/form.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeNumber } from '../../words/write-numbers.ts'

/** A random sample that anyone draws again with the same words. */
export function SampleForm({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { t, i18n } = useLingui()
  const [size, setSize] = useState('100')
  const [seed, setSeed] = useState('1')
  const [stratify, setStratify] = useState<readonly string[]>([])
  const [drawn, setDrawn] = useState<SampleAnswer>()
  const act = useAct(() => drawSample(dataset.publisher.slug, dataset.slug, version.version, { size: Number(size), seed: Number(seed), stratify }), setDrawn)
  const left = drawn === undefined ? '' : writeNumber(drawn.budgetLeft, i18n.locale)
  return (
    <section className="stack">
      <div>
        <h2><Trans>Draw a random sample</Trans></h2>
        <p className="small quiet"><Trans>The same version, size, seed and strata give the same rows, to anyone.</Trans></p>
      </div>
      <Form submit={() => act.run(undefined)} label={t`Draw`} isBusy={act.isBusy} fault={act.fault}>
        <div className="line top">
          <TextInput label={t`Rows`} type="number" min={1} max={10_000} required value={size} onChange={(event) => setSize(event.currentTarget.value)} />
          <TextInput label={t`Seed`} type="number" min={0} required value={seed} onChange={(event) => setSeed(event.currentTarget.value)} />
        </div>
        <Checkbox.Group label={t`Spread evenly over`} value={[...stratify]} onChange={setStratify}>
          <div className="line">{version.columns.map(({ name }) => <Checkbox key={name} value={name} label={<bdi>{name}</bdi>} />)}</div>
        </Checkbox.Group>
      </Form>
      {drawn !== undefined && <DataGrid label={t`Drawn sample`} columns={drawn.columns} rows={drawn.rows}><p className="small quiet"><Trans>SHA-256 of the sample: <bdi className="code hash">{drawn.sha256}</bdi>. You may draw {left} more rows today.</Trans></p></DataGrid>}
    </section>
  )
}
