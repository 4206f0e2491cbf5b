import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { KeyboardEvent } from 'react'
import type { PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import { Badge } from '../../../ui/evidence-badge.tsx'
import { writeNumber, writeShare } from '../../../words/write-numbers.ts'
import { ColumnFace } from './column-face.tsx'
import { useDesignerWords } from './designer-words.ts'
import { USUAL } from './edit-column.ts'
import type { ColumnChoice, PrivacyChoice } from './recipe-view.ts'

interface List {
  readonly columns: readonly ColumnChoice[]
  readonly privacy: PrivacyChoice | null
  readonly values: ReadonlyMap<string, PreviewValues>
  readonly types: ReadonlyMap<string, string>
  /** Columns with a problem; null stands for the promise. */
  readonly wrong: ReadonlySet<string | null>
  readonly rows: number
  readonly chosen: string | null
  readonly choose: (column: string | null) => void
}

/** Every column with what is done to it, then the promise. Arrows go through the list. */
export function ColumnList({ columns, privacy, values, types, wrong, rows, chosen, choose }: List) {
  const { t } = useLingui()
  const { models } = useDesignerWords()
  return (
    <nav className="column-list" aria-label={t`Columns and promises`} onKeyDown={goThrough}>
      <div className="pane-head"><h2 className="title-3">{plural(columns.length, { one: '# column', other: '# columns' })}</h2>{wrong.size > 0 && <span className="small quiet"><Trans>To mend: {wrong.size}</Trans></span>}</div>
      <ul>
        {columns.map((column) => (
          <li key={column.name}>
            <button type="button" aria-current={chosen === column.name} onClick={() => choose(column.name)}>
              <ColumnFace bars={values.get(column.name)?.bars ?? []} />
              <ColumnWords column={column} values={values.get(column.name)} type={types.get(column.name) ?? ''} rows={rows} isWrong={wrong.has(column.name)} />
            </button>
          </li>
        ))}
        <li>
          <button type="button" aria-current={chosen === null} onClick={() => choose(null)} className="promise">
            <span className="words"><strong><Trans>Promise about persons</Trans></strong><span className="tiny quiet">{privacy === null || privacy.models.length === 0 ? t`None yet` : privacy.models.map(({ name, settings }) => `${models[name] ?? name}${settings.has('') ? ` ${String(settings.get(''))}` : ''}`).join(' · ')}</span></span>
            {wrong.has(null) && <Badge tone="warn" icon="warn">{t`Mend`}</Badge>}
          </button>
        </li>
      </ul>
    </nav>
  )
}

function ColumnWords({ column, values, type, rows, isWrong }: { readonly column: ColumnChoice; readonly values: PreviewValues | undefined; readonly type: string; readonly rows: number; readonly isWrong: boolean }) {
  const { t, i18n } = useLingui()
  const { roles, techniques, types } = useDesignerWords()
  const steps = column.steps.length > 0 ? column.steps.map(({ name }) => name) : [USUAL.get(column.role) ?? '']
  return (
    <>
      <span className="words">
        <strong><bdi>{column.name}</bdi></strong>
        <span className="tiny quiet">{roles[column.role] ?? column.role} · {steps.map((step) => techniques[step] ?? step).join(', ')}</span>
        <span className="tiny quiet">{[types[values?.type ?? type] ?? '', values === undefined ? '' : t`${writeNumber(values.distinct, i18n.locale)} different`, values === undefined || values.missing === 0 || rows === 0 ? '' : t`${writeShare(values.missing / rows, i18n.locale)} missing`].filter((part) => part !== '').join(' · ')}</span>
      </span>
      {isWrong && <Badge tone="warn" icon="warn">{t`Mend`}</Badge>}
    </>
  )
}

function goThrough(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  const next = buttons[at + step]
  if (at < 0 || next === undefined) return
  event.preventDefault()
  next.focus()
}
