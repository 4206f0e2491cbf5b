import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccessForm } from '#dam/catalogue/access/access-answers.ts'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { accessFormQuery, saveAccessForm } from '../../api/access.ts'
import { Form } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { useAct } from '../../ui/use-act.ts'
import { readKeywords } from './dataset-details.ts'

type Field = AccessForm['fields'][number]

/** What applicants are asked, and how soon they are answered. */
export function AccessPart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const query = useQuery(accessFormQuery(dataset.publisher.slug, dataset.slug))
  return <Loaded query={query}>{(form) => <Editor dataset={dataset} saved={form} />}</Loaded>
}

function Editor({ dataset, saved }: { readonly dataset: DatasetAnswer; readonly saved: AccessForm }) {
  const { t } = useLingui()
  const [form, setForm] = useState(saved)
  const act = useAct(() => saveAccessForm(dataset.publisher.slug, dataset.slug, form))
  const isSaved = JSON.stringify(form) === JSON.stringify(saved)
  const change = (place: number, field: Field) => setForm({ ...form, fields: form.fields.with(place, field) })
  const add = () => setForm({ ...form, fields: [...form.fields, { id: `question-${form.fields.length + 1}`, label: {}, kind: 'text', isRequired: true }] })
  return (
    <Form submit={() => act.run(undefined)} label={t`Save`} isBusy={act.isBusy} fault={act.fault} isDisabled={isSaved} beside={<span className="quiet" role="status">{isSaved ? <Trans>All is saved</Trans> : <Trans>Not saved yet</Trans>}</span>}>
      <p className="quiet readable"><Trans>Purpose, legal basis, people and end date are asked of everybody. Add what else you need to decide.</Trans></p>
      <LanguageField label={t`Introduction`} isLong value={form.introduction} change={(introduction) => setForm({ ...form, introduction })} />
      <div className="halves fields">
        <TextInput label={t`Days until the answer`} type="number" min={1} max={90} required value={form.answerWithinDays} onChange={(event) => setForm({ ...form, answerWithinDays: Number(event.currentTarget.value) })} />
        <TextInput label={t`Longest access, in days`} type="number" min={1} max={3650} required value={form.longestDays} onChange={(event) => setForm({ ...form, longestDays: Number(event.currentTarget.value) })} />
      </div>
      <TextInput label={t`Who stands in when nobody answers`} description={t`E-mail addresses of members, with commas between`} defaultValue={form.delegates.join(', ')} onChange={(event) => setForm({ ...form, delegates: readKeywords(event.currentTarget.value) })} />
      <h2 className="title-3"><Trans>Your own questions</Trans></h2>
      {form.fields.map((field, place) => <Question key={field.id} field={field} change={(next) => change(place, next)} remove={() => setForm({ ...form, fields: form.fields.toSpliced(place, 1) })} />)}
      <div><Button variant="default" onClick={add}><Trans>Add a question</Trans></Button></div>
    </Form>
  )
}

function Question({ field, change, remove }: { readonly field: Field; readonly change: (field: Field) => void; readonly remove: () => void }) {
  const { t } = useLingui()
  const kinds: readonly { readonly value: Field['kind']; readonly label: string }[] = [{ value: 'text', label: t`One line` }, { value: 'long-text', label: t`Several lines` }, { value: 'choice', label: t`Choice` }, { value: 'date', label: t`Date` }]
  return (
    <div className="card stack">
      <LanguageField label={t`Question`} value={field.label} change={(label) => change({ ...field, label })} />
      <div className="line">
        <NativeSelect aria-label={t`Kind of answer`} value={field.kind} onChange={(event) => change({ ...field, kind: kinds.find(({ value }) => value === event.currentTarget.value)?.value ?? 'text' })} data={[...kinds]} />
        <Checkbox label={t`Must be answered`} checked={field.isRequired} onChange={(event) => change({ ...field, isRequired: event.currentTarget.checked })} />
        <Button variant="default" size="sm" onClick={remove}><Trans>Remove</Trans></Button>
      </div>
      {field.kind === 'choice' && <TextInput label={t`Choices, with commas between`} defaultValue={(field.choices ?? []).join(', ')} onChange={(event) => change({ ...field, choices: readKeywords(event.currentTarget.value) })} />}
    </div>
  )
}
