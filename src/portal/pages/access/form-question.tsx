import { useLingui } from '@lingui/react/macro'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { AccessForm } from '#dam/catalogue/access/access-answers.ts'
import { Spoken } from '../../ui/words.tsx'

/** A question of a data set's own form. */
export function FormQuestion({ field, value, change }: { readonly field: AccessForm['fields'][number]; readonly value: string; readonly change: (answer: string) => void }) {
  const { t } = useLingui()
  const control = { label: <Spoken words={field.label} otherwise={field.id} />, required: field.isRequired, value, onChange: (event: { readonly currentTarget: { readonly value: string } }) => change(event.currentTarget.value) }
  if (field.kind === 'long-text') return <Textarea autosize minRows={3} maxLength={4000} {...control} />
  if (field.kind === 'choice') return <NativeSelect {...control} data={[{ value: '', label: t`Choose` }, ...(field.choices ?? [])]} />
  return <TextInput type={field.kind === 'date' ? 'date' : 'text'} maxLength={4000} {...control} />
}
