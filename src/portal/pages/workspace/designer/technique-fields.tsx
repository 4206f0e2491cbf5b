import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import type { ColumnForm } from './column-form.ts'
import { useDesignerWords } from './designer-words.ts'
import { addStep, changeSetting, changeTechnique, removeStep, USUAL, type Range } from './edit-column.ts'
import { NumberField, WordField } from './fields.tsx'
import type { ColumnChoice, Step } from './recipe-view.ts'

const ALONE = new Set(['keep', 'drop'])

/** What happens to a column: one main treatment, its numbers, and steps before it. */
export function TechniqueFields({ column, techniques, type, values, edit }: ColumnForm) {
  const { t } = useLingui()
  const { techniques: words } = useDesignerWords()
  const range: Range = { type: values?.type ?? type, values: values?.values.map(({ value }) => value) ?? [] }
  const usual = USUAL.get(column.role) ?? ''
  const main = mainOf(column)
  const offered = [...new Set([...techniques.filter((name) => name !== usual), ...(main === '' || main === usual ? [] : [main])])]
  const more = techniques.filter((name) => !ALONE.has(name) && name !== 'generalise' && !column.steps.some((step) => step.name === name))
  return (
    <>
      <NativeSelect size="sm" aria-label={t`What happens to ${column.name}?`} value={main === usual ? '' : main} onChange={(event) => edit(changeTechnique(column, event.currentTarget.value || null, range))} data={[{ value: '', label: words[usual] ?? usual }, ...offered.map((value) => ({ value, label: words[value] ?? value }))]} />
      {column.steps.map((step, place) => (
        <StepFields key={`${place} ${step.name}`} column={column} step={step} place={place} edit={edit} isAlone={column.steps.length === 1} />
      ))}
      {more.length > 0 && !ALONE.has(main) && (
        <NativeSelect size="sm" label={<Trans>Do something before</Trans>} value="" onChange={(event) => edit(addStep(column, event.currentTarget.value, range))} data={[{ value: '', label: t`Nothing more` }, ...more.map((value) => ({ value, label: words[value] ?? value }))]} />
      )}
    </>
  )
}

/** The step by which people name what happens: the last. */
function mainOf({ steps, role }: ColumnChoice): string {
  return steps.at(-1)?.name ?? USUAL.get(role) ?? ''
}

interface OneStep {
  readonly column: ColumnChoice
  readonly step: Step
  readonly place: number
  readonly isAlone: boolean
  readonly edit: ColumnForm['edit']
}

function StepFields({ column, step, place, isAlone, edit }: OneStep) {
  const { t } = useLingui()
  const { techniques: words } = useDesignerWords()
  const name = words[step.name] ?? step.name
  const isFixed = step.name === 'generalise' && step.settings.size === 0
  const set = (key: string) => (value: string | number | null) => edit(changeSetting(column, place, key, value), `${column.name} ${place} ${key}`)
  const removal = !isAlone && !isFixed
  if (step.settings.size === 0 && !removal) return null
  return (
    <fieldset className="step">
      <legend>{name}</legend>
      <div className="line top">
        <SettingFields step={step} set={set} />
        {removal && <Button size="compact-sm" variant="default" aria-label={t`Take out: ${name}`} onClick={() => edit(removeStep(column, place))}><Trans>Take out</Trans></Button>}
      </div>
    </fieldset>
  )
}

function SettingFields({ step: { name, settings }, set }: { readonly step: Step; readonly set: (key: string) => (value: string | number | null) => void }) {
  const { t } = useLingui()
  const number = (key: string) => { const value = settings.get(key); return typeof value === 'number' ? value : null }
  const word = (key: string) => { const value = settings.get(key); return typeof value === 'string' ? value : '' }
  if (name === 'mask') {
    return (
      <>
        <NumberField label={t`First characters that stay`} value={number('first')} change={set('first')} />
        <NumberField label={t`Last characters that stay`} value={number('last')} change={set('last')} />
        <WordField label={t`The others become`} value={word('with') === '' ? '*' : word('with')} change={(sign) => set('with')(sign === '*' || sign === '' ? null : Array.from(sign).at(-1) ?? null)} />
      </>
    )
  }
  if (name === 'noise') {
    return (
      <>
        <NativeSelect size="sm" label={t`Kind`} value={word('kind')} onChange={(event) => set('kind')(event.currentTarget.value)} data={[{ value: 'laplace', label: 'Laplace' }, { value: 'gaussian', label: 'Gauss' }]} />
        <NumberField label={t`Epsilon`} isNeeded value={number('epsilon')} change={set('epsilon')} />
        {word('kind') === 'gaussian' && <NumberField label={t`Delta`} value={number('delta')} change={set('delta')} />}
        <NumberField label={t`How far one person can move the value`} isNeeded value={number('sensitivity')} change={set('sensitivity')} />
      </>
    )
  }
  const labels: Record<string, string> = { 'top-code': t`Larger values become`, 'bottom-code': t`Smaller values become`, round: t`To the nearest multiple of`, microaggregate: t`Rows in a group, at least`, generalise: t`Level, the same for every row` }
  return settings.has('') && <NumberField label={labels[name] ?? name} isNeeded value={number('')} change={set('')} />
}
