import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { memo, useState, type KeyboardEvent } from 'react'
import type { PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import { Badge } from '../../../ui/evidence-badge.tsx'
import { writeNumber, writeShare } from '../../../words/write-numbers.ts'
import { ColumnFace } from './column-face.tsx'
import type { Edit } from './column-form.ts'
import { useDesignerWords } from './designer-words.ts'
import { USUAL } from './edit-column.ts'
import { findColumns, pickUpTo } from './find-columns.ts'
import { RoleOfMany } from './role-of-many.tsx'
import type { ColumnChoice, PrivacyChoice } from './recipe-view.ts'

interface List {
  readonly columns: readonly ColumnChoice[]
  readonly privacy: PrivacyChoice | null
  readonly values: ReadonlyMap<string, PreviewValues>
  readonly types: ReadonlyMap<string, string>
  /** Columns with a problem; null stands for the promise. */
  readonly wrong: ReadonlySet<string | null>
  readonly chosen: string | null
  readonly choose: (column: string | null) => void
  readonly edit: Edit
}

/** Fewer columns are seen at a glance. */
const FEW_COLUMNS = 8

/** Every column with what is done to it, found by name, alone or several at once; then the promise. Arrows go through the list. */
export function ColumnList({ columns, privacy, values, types, wrong, chosen, choose, edit }: List) {
  const { t } = useLingui()
  const { models } = useDesignerWords()
  const [typed, setTyped] = useState('')
  const [onlyWrong, setOnlyWrong] = useState(false)
  /** Null where one column is looked at at a time. */
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null)
  const [last, setLast] = useState<string | null>(null)
  const isFiltered = onlyWrong && wrong.size > 0
  const found = findColumns(columns, typed).filter(({ name }) => !isFiltered || wrong.has(name))
  const pick = (name: string, isOn: boolean, isRange: boolean) => {
    setPicked((before) => pickUpTo({ names: found.map((one) => one.name), picked: before ?? new Set(), name, isOn, from: isRange ? last : null }))
    setLast(name)
  }
  const isMany = columns.length > FEW_COLUMNS
  return (
    <nav className={`column-list ${isMany ? 'many' : ''}`} aria-label={t`Columns and promises`} onKeyDown={goThrough}>
      <div className="pane-head">
        <h2 className="title-3">{plural(columns.length, { one: '# column', other: '# columns' })}</h2>
        {wrong.size > 0 && (isMany ? <Button size="compact-sm" variant="default" aria-pressed={isFiltered} onClick={() => setOnlyWrong(!onlyWrong)}><Trans>To mend: {wrong.size}</Trans></Button> : <span className="small quiet"><Trans>To mend: {wrong.size}</Trans></span>)}
      </div>
      {isMany && (
        <div className="find-columns">
          <input type="search" aria-label={t`Find a column by its name`} placeholder={t`Find a column`} value={typed} onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              const [first] = found
              if (event.key === 'Enter' && first) { event.preventDefault(); choose(first.name) }
              if (event.key === 'Escape' && typed !== '') { event.preventDefault(); setTyped('') }
            }} />
          <Button size="compact-sm" variant="default" aria-pressed={picked !== null} onClick={() => setPicked(picked === null ? new Set() : null)}><Trans>Several</Trans></Button>
          <span className="tiny quiet" role="status">{typed === '' && !isFiltered ? null : plural(found.length, { one: '# is shown', other: '# are shown' })}</span>
        </div>
      )}
      {picked !== null && <RoleOfMany columns={columns} found={found} picked={picked} pick={setPicked} edit={edit} />}
      <ul>
        {found.map((column) => (
          <li key={column.name} className={picked === null ? undefined : 'with-box'}>
            {picked !== null && <input type="checkbox" aria-label={t`Choose ${column.name}`} checked={picked.has(column.name)} onChange={() => undefined} onClick={(event) => pick(column.name, event.currentTarget.checked, event.shiftKey)} />}
            <ColumnRow column={column} values={values.get(column.name)} type={types.get(column.name) ?? ''} isWrong={wrong.has(column.name)} isChosen={chosen === column.name} choose={choose} />
          </li>
        ))}
        {found.length === 0 && <li className="small quiet none"><Trans>No column has this in its name.</Trans></li>}
        <li className="last">
          <button type="button" aria-current={chosen === null} onClick={() => choose(null)} className="promise">
            <span className="words"><strong><Trans>Promise about persons</Trans></strong><span className="tiny quiet">{privacy === null || privacy.models.length === 0 ? t`None yet` : privacy.models.map(({ name, settings }) => `${models[name] ?? name}${settings.has('') ? ` ${String(settings.get(''))}` : ''}`).join(' · ')}</span></span>
            {wrong.has(null) && <Badge tone="warn" icon="warn">{t`Mend`}</Badge>}
          </button>
        </li>
      </ul>
    </nav>
  )
}

interface Row {
  readonly column: ColumnChoice
  readonly values: PreviewValues | undefined
  readonly type: string
  readonly isWrong: boolean
  readonly isChosen: boolean
  readonly choose: (column: string) => void
}

/** Hundreds stand in a list, so each is drawn anew only where it changed. */
const ColumnRow = memo(function ColumnRow({ column, values, isChosen, choose, ...row }: Row) {
  return (
    <button type="button" aria-current={isChosen} onClick={() => choose(column.name)}>
      <ColumnFace bars={values?.bars ?? []} />
      <ColumnWords column={column} values={values} {...row} />
    </button>
  )
})

function ColumnWords({ column, values, type, isWrong }: Omit<Row, 'isChosen' | 'choose'>) {
  const { t, i18n } = useLingui()
  const { roles, techniques, types } = useDesignerWords()
  const steps = column.steps.length > 0 ? column.steps.map(({ name }) => name) : [USUAL.get(column.role) ?? '']
  return (
    <>
      <span className="words">
        <strong><bdi>{column.name}</bdi></strong>
        <span className="tiny quiet">{roles[column.role] ?? column.role} · {steps.map((step) => techniques[step] ?? step).join(', ')}</span>
        <span className="tiny quiet">{[types[values?.type ?? type] ?? '', values === undefined ? '' : t`${writeNumber(values.distinct, i18n.locale)} different`, values === undefined || values.missing === 0 || values.rows === 0 ? '' : t`${writeShare(values.missing / values.rows, i18n.locale)} missing`].filter((part) => part !== '').join(' · ')}</span>
      </span>
      {isWrong && <Badge tone="warn" icon="warn">{t`Mend`}</Badge>}
    </>
  )
}

/** From the field that finds columns the arrow leads into the list; in the list it goes from row to row, and back to the field. */
function goThrough(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const field = event.currentTarget.querySelector<HTMLElement>('input[type="search"]')
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('li > button')]
  const at = rows.findIndex((row) => row === document.activeElement || row.parentElement?.contains(document.activeElement) === true)
  const isInField = document.activeElement === field && field !== null
  if (step === 0 || (at < 0 && !isInField)) return
  const next = at + step < 0 ? field : rows[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
