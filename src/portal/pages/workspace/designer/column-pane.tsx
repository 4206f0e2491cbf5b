import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { PreviewResult, PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import { Segments } from '../../../ui/segments.tsx'
import { writeNumber, writeShare } from '../../../words/write-numbers.ts'
import type { ColumnForm, HierarchyFiles } from './column-form.ts'
import { useDesignerWords } from './designer-words.ts'
import { changeRole, isGeneralised } from './edit-column.ts'
import { NumberField, WordField } from './fields.tsx'
import { HierarchyFields } from './hierarchy-fields.tsx'
import { COLUMN_ROLES } from './recipe-words.ts'
import { TechniqueFields } from './technique-fields.tsx'

interface Pane extends ColumnForm {
  readonly result: PreviewResult | null
  readonly files: HierarchyFiles
}

/** The chosen column: what it is, what happens to it, and how its values become coarser. */
export function ColumnPane(pane: Pane) {
  const { column, result, values, type, edit, files } = pane
  const { t } = useLingui()
  const { roles, because } = useDesignerWords()
  const known = COLUMN_ROLES.some((role) => role === column.role) ? [] : [{ value: column.role, label: column.role }]
  const outcome = result?.columns.find((one) => one.column === column.name)
  return (
    <div className="stack">
      <header>
        <h2><bdi>{column.name}</bdi></h2>
        <ColumnFacts values={values} type={type} />
      </header>
      <Block title={<Trans>What is it?</Trans>}>
        <Segments label={t`What is ${column.name}?`} chosen={column.role} choose={(role) => { if (role !== column.role) edit(changeRole(column, role)) }} choices={[...known, ...COLUMN_ROLES.map((value): { value: string; label: string } => ({ value, label: roles[value] ?? value }))]} />
        <p className="small quiet">{because[column.role]}</p>
      </Block>
      <Block title={<Trans>What happens to it?</Trans>}>
        <TechniqueFields {...pane} />
        {column.role === 'text' && column.steps.some(({ name }) => name === 'keep') && <WordField label={t`Why may it be released?`} description={t`It stands in the report.`} value={column.acceptRisk ?? ''} change={(word) => edit([{ path: ['columns', column.name, 'accept-risk'], value: word === '' ? undefined : word }], `risk ${column.name}`)} />}
      </Block>
      {isGeneralised(column) && (
        <Block title={<Trans>How do its values become coarser?</Trans>}>
          <HierarchyFields column={column} type={type} values={values} outcome={outcome} files={files} edit={edit} />
          {column.role === 'quasi-identifier' && <NumberField label={t`Weight`} description={t`How much a loss here counts beside the others; 1 when left out.`} value={column.weight} change={(weight) => edit([{ path: ['columns', column.name, 'weight'], value: weight ?? undefined }], `weight ${column.name}`)} />}
        </Block>
      )}
    </div>
  )
}

export function Block({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return <section className="stack tight"><h3>{title}</h3>{children}</section>
}

function ColumnFacts({ values, type }: { readonly values: PreviewValues | undefined; readonly type: string }) {
  const { t, i18n } = useLingui()
  const { types } = useDesignerWords()
  if (values === undefined) return <p className="small quiet">{types[type] ?? type}</p>
  const { rows } = values
  const share = writeShare(rows === 0 ? 0 : values.missing / rows, i18n.locale)
  const parts = [types[values.type] ?? values.type, t`${share} missing`, plural(values.distinct, { one: '# different value', other: '# different values' })]
  return <p className="small quiet">{parts.join(' · ')} <Trans>(in {writeNumber(rows, i18n.locale)} rows)</Trans></p>
}
