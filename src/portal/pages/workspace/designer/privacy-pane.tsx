import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { RecipePath } from './recipe-data.ts'
import type { Edit } from './column-form.ts'
import { Block } from './column-pane.tsx'
import { useDesignerWords, usePrivacyWords } from './designer-words.ts'
import { beginModel, modelData, MODEL_NAMES } from './edit-privacy.ts'
import { NumberField } from './fields.tsx'
import { METRICS, RECODINGS } from './recipe-words.ts'
import type { ColumnChoice, Model, PrivacyChoice } from './recipe-view.ts'

interface Pane {
  readonly privacy: PrivacyChoice | null
  readonly columns: readonly ColumnChoice[]
  /** What other promises would cost. */
  readonly picture: ReactNode
  /** Different values of a column, where they are known. */
  readonly distinct: ReadonlyMap<string, number>
  readonly edit: Edit
}

/** A column of more values makes no groups that anybody compares. */
const MOST_GROUPS = 50

const NOTHING: PrivacyChoice = { models: [], person: null, recoding: null, metric: null, limit: null, parityBy: [], parityMost: null }

/** What is promised about persons, and how the search may keep it. */
export function PrivacyPane({ privacy, columns, picture, distinct, edit }: Pane) {
  const { t } = useLingui()
  const { models: words } = useDesignerWords()
  const { recodings, metrics, because } = usePrivacyWords()
  const { models, recoding, metric, limit, person, parityBy, parityMost } = privacy ?? NOTHING
  const [chosen, setChosen] = useState<string>('k-anonymity')
  const sensitive = columns.filter(({ role }) => role === 'sensitive').map(({ name }) => name)
  const set = (path: RecipePath, value: unknown, by?: string) => edit([{ path: ['privacy', ...path], value }], by)
  const groups = columns.filter(({ name, role }) => parityBy.includes(name) || (role !== 'identifier' && role !== 'text' && (distinct.get(name) ?? 0) <= MOST_GROUPS))
  const parity = (by: readonly string[], most: number | null) => set(['suppression', 'parity'], by.length === 0 ? undefined : { by, 'at-most': most ?? 1.25 }, 'parity')
  return (
    <div className="stack">
      <header><h2><Trans>Promise about persons</Trans></h2><p className="small quiet"><Trans>Each of these must hold in every released row. The search finds the least loss that keeps them all.</Trans></p></header>
      <Block title={<Trans>What is promised?</Trans>}>
        {models.map((model, place) => <ModelFields key={`${place} ${model.name}`} model={model} sensitive={sensitive} change={(next, by) => set(['models', place], modelData(next), by)} remove={models.length > 1 ? () => set(['models', place], undefined) : undefined} />)}
        <div className="line">
          <NativeSelect size="sm" aria-label={t`One more promise`} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)} data={MODEL_NAMES.map((value) => ({ value, label: words[value] ?? value }))} />
          <Button variant="default" onClick={() => { const model = modelData(beginModel(chosen, sensitive)); if (models.length === 0) set(['models'], [model]); else set(['models', models.length], model) }}><Trans>Add the promise</Trans></Button>
        </div>
        <p className="tiny quiet">{because[chosen]}</p>
      </Block>
      {picture}
      <Block title={<Trans>How may it be kept?</Trans>}>
        <NativeSelect size="sm" label={t`Levels`} value={recoding ?? ''} onChange={(event) => set(['recoding'], event.currentTarget.value || undefined)} data={['', ...RECODINGS].map((value) => ({ value, label: recodings[value] ?? value }))} />
        <div className="halves fields">
          <NumberField label={t`Rows that may be hidden, at most`} description={t`A share: 0.05 is 5 of 100`} value={limit} change={(share) => set(['suppression', 'limit'], share ?? undefined, 'limit')} />
          <NativeSelect size="sm" label={t`What is to be the least`} value={metric ?? ''} onChange={(event) => set(['metric'], event.currentTarget.value || undefined)} data={['', ...METRICS.filter((one) => one !== 'loss')].map((value) => ({ value, label: metrics[value] ?? value }))} />
        </div>
        <NativeSelect size="sm" label={t`The column that tells persons apart`} description={t`Where one person has several rows, persons are counted instead of rows.`} value={person ?? ''} onChange={(event) => set(['person'], event.currentTarget.value || undefined)} data={[{ value: '', label: t`A row is a person` }, ...columns.map(({ name }) => ({ value: name, label: name }))]} />
      </Block>
      <Block title={<Trans>Is it fair to every group?</Trans>}>
        <fieldset className="step many"><legend><Trans>Groups by</Trans></legend><div className="line">{groups.map(({ name }) => <Checkbox key={name} size="sm" label={<bdi>{name}</bdi>} checked={parityBy.includes(name)} onChange={(event) => parity(groups.map((one) => one.name).filter((one) => (one === name ? event.currentTarget.checked : parityBy.includes(one))), parityMost)} />)}</div></fieldset>
        {parityBy.length > 0 && <NumberField label={t`No group is hidden or loses more than so many times as often as the whole`} isNeeded value={parityMost} change={(most) => parity(parityBy, most)} />}
      </Block>
    </div>
  )
}

interface OneModel {
  readonly model: Model
  readonly sensitive: readonly string[]
  readonly change: (model: Model, by?: string) => void
  readonly remove: (() => void) | undefined
}

function ModelFields({ model, sensitive, change, remove }: OneModel) {
  const { t } = useLingui()
  const { models: words } = useDesignerWords()
  const { because, kinds } = usePrivacyWords()
  const { name, settings } = model
  const title = words[name] ?? name
  const number = (key: string) => { const value = settings.get(key); return typeof value === 'number' ? value : null }
  const word = (key: string) => String(settings.get(key) ?? '')
  const set = (key: string, value: string | number) => change({ name, settings: new Map([...settings, [key, value]]) }, `${name} ${key}`)
  const numberOf = (key: string, label: string) => <NumberField key={key} label={label} isNeeded value={number(key)} change={(value) => { if (value !== null) set(key, value) }} />
  const choiceOf = (key: string, label: string, choices: readonly string[]) => <NativeSelect key={key} size="sm" label={label} value={word(key)} onChange={(event) => set(key, event.currentTarget.value)} data={[...new Set([word(key), ...choices])].filter((one) => one !== '').map((value) => ({ value, label: kinds[value] ?? value }))} />
  const fields: Record<string, readonly ReactNode[]> = {
    'k-anonymity': [numberOf('', t`At least so many`)],
    'l-diversity': [choiceOf('column', t`Column`, sensitive), choiceOf('kind', t`Kind`, ['distinct', 'entropy', 'recursive']), numberOf('l', t`Values, at least`), ...(word('kind') === 'recursive' ? [numberOf('c', 'c')] : [])],
    't-closeness': [choiceOf('column', t`Column`, sensitive), numberOf('t', t`Distance, at most`), choiceOf('distance', t`How far values lie apart`, ['equal', 'ordered', 'hierarchical'])],
    'delta-presence': [numberOf('at-most', t`Share, at most`)],
    'average-risk': [numberOf('', t`Chance, at most`)],
  }
  return (
    <fieldset className="step">
      <legend>{title}</legend>
      <p className="tiny quiet">{because[name]}</p>
      <div className="line top">
        {fields[name]}
        {remove && <Button size="compact-sm" variant="default" aria-label={t`Take out: ${title}`} onClick={remove}><Trans>Take out</Trans></Button>}
      </div>
    </fieldset>
  )
}
