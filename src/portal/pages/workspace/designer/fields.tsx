import { useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { readNumber, readNumbers } from './read-numbers.ts'

interface Field<Value> {
  readonly label: ReactNode
  readonly description?: ReactNode
  readonly value: Value
  readonly change: (value: Value) => void
}

/** A number as it is typed; what is no number stays in the field and is told. */
export function NumberField({ label, description, value, change, isNeeded = false }: Field<number | null> & { readonly isNeeded?: boolean }) {
  const { t } = useLingui()
  const read = (typed: string) => (typed.trim() === '' ? (isNeeded ? undefined : null) : readNumber(typed))
  return <TypedField label={label} description={description} written={value === null ? '' : String(value)} read={read} change={(next) => { if (next !== value) change(next) }} wrong={t`Write a number`} />
}

/** Numbers in a row, with commas or spaces between. */
export function NumbersField({ label, description, value, change }: Field<readonly number[]>) {
  const { t } = useLingui()
  return <TypedField label={label} description={description} written={value.join(', ')} read={readNumbers} change={(next) => { if (next.join() !== value.join()) change(next) }} wrong={t`Write numbers with commas between, such as 5, 10, 20`} />
}

/** A word or a sentence. */
export function WordField({ label, description, value, change }: Field<string>) {
  return <TextInput size="sm" label={label} description={description} value={value} onChange={(event) => change(event.currentTarget.value)} />
}

interface Typed<Value> {
  readonly label: ReactNode
  readonly description: ReactNode
  readonly written: string
  readonly read: (typed: string) => Value | undefined
  readonly change: (value: Value) => void
  readonly wrong: string
}

function TypedField<Value>({ label, description, written, read, change, wrong }: Typed<Value>) {
  // Null where the field shows what the recipe says.
  const [typed, setTyped] = useState<string | null>(null)
  const isWrong = typed !== null && read(typed) === undefined
  return (
    <TextInput size="sm" className="ltr" label={label} description={description} inputMode="decimal" autoComplete="off" value={typed ?? written} error={isWrong ? wrong : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        const value = read(event.currentTarget.value)
        if (value !== undefined) change(value)
      }}
      onBlur={() => { if (!isWrong) setTyped(null) }} />
  )
}
