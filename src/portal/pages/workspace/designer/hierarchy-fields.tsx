import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect } from '@mantine/core'
import type { PreviewResult, PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import { writeNumber } from '../../../words/write-numbers.ts'
import type { Edit, HierarchyFiles } from './column-form.ts'
import { useDesignerWords } from './designer-words.ts'
import { beginHierarchy, changeHierarchy, kindsFor, type HierarchyKind } from './edit-column.ts'
import { NumberField, NumbersField } from './fields.tsx'
import { FileHierarchy, ReadHierarchyFile } from './file-hierarchy.tsx'
import { LevelTree } from './level-tree-view.tsx'
import { DATE_SPANS } from './recipe-words.ts'
import type { ColumnChoice, HierarchyChoice } from './recipe-view.ts'
import { ValueTreeEditor } from './value-tree-editor.tsx'

interface Fields {
  readonly column: ColumnChoice
  readonly type: string
  readonly values: PreviewValues | undefined
  readonly outcome: PreviewResult['columns'][number] | undefined
  readonly files: HierarchyFiles
  readonly edit: Edit
}

/** How a column's values become coarser: the kind, its numbers, the tree that comes of it, and the levels that may be used. */
export function HierarchyFields({ column, type, values, outcome, files, edit }: Fields) {
  const { t } = useLingui()
  const { kinds } = useDesignerWords()
  const { hierarchy } = column
  const known = values?.values.map(({ value }) => value) ?? []
  const valueType = values?.type ?? type
  const offered = kindsFor(valueType)
  const kind = hierarchy === null ? 'none' : hierarchy === 'unknown' ? 'unknown' : hierarchy.kind
  const change = (next: HierarchyChoice | null, by?: string) => edit(changeHierarchy(column.name, next), by === undefined ? undefined : `hierarchy ${column.name}`)
  const choose = (next: string) => {
    const found = offered.find((one): one is HierarchyKind => one === next)
    change(found === undefined ? null : found === 'file' ? { kind: 'file', file: likeliestFile(files) } : beginHierarchy(found, { type: valueType, values: known }, t`Group`))
  }
  const choices = [...new Set(['none', ...offered, kind])]
  return (
    <>
      <NativeSelect size="sm" aria-label={t`How ${column.name} becomes coarser`} value={kind} onChange={(event) => choose(event.currentTarget.value)} data={choices.map((value) => ({ value, label: kinds[value] ?? t`Written in the text` }))} />
      {hierarchy !== null && hierarchy !== 'unknown' && <KindFields hierarchy={hierarchy} uploads={files.uploads.map(({ name }) => name)} change={change} />}
      <ReadHierarchyFile key={`${column.name} file`} column={column.name} files={files} change={change} />
      {hierarchy !== null && hierarchy !== 'unknown' && hierarchy.kind === 'file' && <FileHierarchy key={`${column.name} ${hierarchy.file}`} column={column.name} file={hierarchy.file} files={files} values={values} level={outcome?.level ?? null} change={change} />}
      {hierarchy !== null && hierarchy !== 'unknown' && hierarchy.kind === 'tree' && <ValueTreeEditor key={column.name} column={column.name} tree={hierarchy.tree} values={values?.values ?? []} change={(tree) => change({ kind: 'tree', tree })} />}
      {hierarchy !== null && hierarchy !== 'unknown' && hierarchy.kind !== 'tree' && hierarchy.kind !== 'file' && values && <LevelTree key={column.name} column={column.name} hierarchy={hierarchy} values={values} level={outcome?.level ?? null} />}
      {outcome && <Outcome outcome={outcome} />}
      {column.role === 'quasi-identifier' && !column.steps.some(({ settings, name }) => name === 'generalise' && settings.size > 0) && (
        <div className="halves fields">
          <NumberField label={t`Lowest level`} description={t`0 is the value itself`} value={column.least} change={(least) => edit(writeLevels(column, { least }), `least ${column.name}`)} />
          <NumberField label={t`Highest level`} value={column.most} change={(most) => edit(writeLevels(column, { most }), `most ${column.name}`)} />
        </div>
      )}
    </>
  )
}

/** Where there are several, the smallest: the table itself is the largest. */
function likeliestFile({ uploads }: HierarchyFiles): string {
  const [smallest, other] = uploads.filter(({ name }) => /\.(?:csv|tsv|txt)$/i.test(name)).toSorted((one, two) => one.bytes - two.bytes)
  return smallest === undefined || other === undefined ? 'levels.csv' : smallest.name
}

function writeLevels({ name, least, most }: ColumnChoice, changed: { readonly least?: number | null; readonly most?: number | null }) {
  const levels = { least, most, ...changed }
  const written = new Map([...(levels.least === null ? [] : [['at-least', levels.least] as const]), ...(levels.most === null ? [] : [['at-most', levels.most] as const])])
  return [{ path: ['columns', name, 'levels'], value: written.size === 0 ? undefined : written }]
}

function Outcome({ outcome: { level, levels, loss } }: { readonly outcome: PreviewResult['columns'][number] }) {
  const { i18n } = useLingui()
  const share = new Intl.NumberFormat(i18n.locale === 'ar' ? 'ar-u-nu-latn' : i18n.locale, { style: 'percent', maximumFractionDigits: 1 }).format(loss)
  const last = writeNumber(levels - 1, i18n.locale)
  return <p className="small quiet">{level === null ? <Trans>As it stands, each group has a level of its own, 0 to {last}; {share} of this column is lost.</Trans> : <Trans>As it stands, level {writeNumber(level, i18n.locale)} of 0 to {last} is released; {share} of this column is lost.</Trans>}</p>
}

interface Kind {
  readonly hierarchy: HierarchyChoice
  readonly uploads: readonly string[]
  readonly change: (hierarchy: HierarchyChoice, by?: string) => void
}

function KindFields({ hierarchy, uploads, change }: Kind) {
  const { t } = useLingui()
  const { dates } = useDesignerWords()
  if (hierarchy.kind === 'intervals') {
    return (
      <div className="halves fields">
        <NumbersField label={t`Widths, each a multiple of the one before`} value={hierarchy.numbers} change={(numbers) => change({ ...hierarchy, numbers }, 'numbers')} />
        <NumberField label={t`They start at`} value={hierarchy.from} change={(from) => change({ ...hierarchy, from }, 'from')} />
      </div>
    )
  }
  if (hierarchy.kind === 'prefix') return <NumbersField label={t`How many first characters stay, fewer and fewer`} value={hierarchy.numbers} change={(numbers) => change({ ...hierarchy, numbers }, 'numbers')} />
  if (hierarchy.kind === 'frequency') return <NumbersField label={t`How many of the most frequent values stay, fewer and fewer`} value={hierarchy.numbers} change={(numbers) => change({ ...hierarchy, numbers }, 'numbers')} />
  if (hierarchy.kind === 'date') {
    return (
      <fieldset className="step"><legend><Trans>Levels</Trans></legend>
        <div className="line">{[...DATE_SPANS.keys()].map((step) => <Checkbox key={step} size="sm" label={dates[step]} checked={hierarchy.steps.includes(step)} onChange={(event) => {
          const steps = [...DATE_SPANS.keys()].filter((one) => (one === step ? event.currentTarget.checked : hierarchy.steps.includes(one)))
          if (steps.length > 0) change({ ...hierarchy, steps })
        }} />)}</div>
      </fieldset>
    )
  }
  if (hierarchy.kind !== 'file') return null
  return <NativeSelect size="sm" label={t`A CSV file among the uploads, one row for a value, from the value itself to *`} value={hierarchy.file} onChange={(event) => change({ kind: 'file', file: event.currentTarget.value })} data={[...new Set([hierarchy.file, ...uploads])]} />
}
