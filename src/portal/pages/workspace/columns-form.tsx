import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { COLUMN_ROLES, readColumns, treatmentsOf, withRole, withTreatment, type ColumnChoice } from './edit-yaml.ts'

interface Columns {
  readonly text: string
  readonly found: RecipeAnswer['columns']
  readonly change: (text: string) => void
}

/** Role and treatment of each column, by choosing; it writes the same text that the editor shows. */
export function ColumnsForm({ text, found, change }: Columns) {
  const { t } = useLingui()
  const columns = readColumns(text)
  const types = new Map(found.map((column) => [column.name, column.type]))
  if (columns.length === 0) return <EmptyState title={t`The columns cannot be read`}><Trans>The text of the recipe has a fault. Mend it under “YAML”.</Trans></EmptyState>
  return (
    <table className="cards recipe-columns">
      <thead><tr><th scope="col"><Trans>Column</Trans></th><th scope="col"><Trans>What is it?</Trans></th><th scope="col"><Trans>What happens to it?</Trans></th><th scope="col"><Trans>Grouping</Trans></th></tr></thead>
      <tbody>{columns.map((column) => <ColumnRow key={column.name} column={column} type={types.get(column.name)} text={text} change={change} />)}</tbody>
    </table>
  )
}

function ColumnRow({ column, type, text, change }: Omit<Columns, 'found'> & { readonly column: ColumnChoice; readonly type: string | undefined }) {
  const { t } = useLingui()
  const roles: Record<string, string> = { identifier: t`Names a person`, 'quasi-identifier': t`Names a person together with others`, sensitive: t`Sensitive`, text: t`Free text`, plain: t`Plain` }
  const words: Record<string, string> = { keep: t`Keep as it is`, drop: t`Leave out`, pseudonym: t`Pseudonym`, hash: t`Hash`, tokenise: t`Short token`, generalise: t`Group as far as needed`, shuffle: t`Shuffle among the rows` }
  const offered = treatmentsOf(column.role)
  const usual = offered[0] ?? ''
  const own = column.treatment ?? ''
  const choices = [...new Set([...offered.slice(1), ...(own === '' || own === usual ? [] : [own])])]
  return (
    <tr>
      <td><span><strong><bdi>{column.name}</bdi></strong>{type !== undefined && <><br /><span className="tiny quiet"><bdi className="code">{type}</bdi></span></>}</span></td>
      <td><NativeSelect size="sm" aria-label={t`What is ${column.name}?`} value={column.role} onChange={(event) => change(withRole(text, column.name, event.currentTarget.value))} data={[...(column.role in roles ? [] : [{ value: column.role, label: column.role }]), ...COLUMN_ROLES.map((value) => ({ value, label: roles[value] ?? value }))]} /></td>
      <td><NativeSelect size="sm" aria-label={t`What happens to ${column.name}?`} value={own === usual ? '' : own} onChange={(event) => change(withTreatment(text, column.name, event.currentTarget.value || null))} data={[{ value: '', label: words[usual] ?? usual }, ...choices.map((value) => ({ value, label: words[value] ?? value }))]} /></td>
      <td>{column.hierarchy === null ? <span className="quiet">–</span> : <code className="tiny">{column.hierarchy}</code>}</td>
    </tr>
  )
}
