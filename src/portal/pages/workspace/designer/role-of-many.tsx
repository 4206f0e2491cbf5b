import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect } from '@mantine/core'
import type { Edit } from './column-form.ts'
import { useDesignerWords } from './designer-words.ts'
import { changeRole } from './edit-column.ts'
import type { ColumnChoice } from './recipe-view.ts'
import { COLUMN_ROLES } from './recipe-words.ts'

interface Many {
  readonly columns: readonly ColumnChoice[]
  /** Those that are shown. */
  readonly found: readonly ColumnChoice[]
  readonly picked: ReadonlySet<string>
  readonly pick: (picked: ReadonlySet<string>) => void
  readonly edit: Edit
}

/** One role for all columns that were picked; it is one step back. */
export function RoleOfMany({ columns, found, picked, pick, edit }: Many) {
  const { t } = useLingui()
  const { roles } = useDesignerWords()
  const shown = found.filter(({ name }) => picked.has(name)).length
  const change = (role: string) => edit(columns.filter((column) => picked.has(column.name) && column.role !== role).flatMap((column) => changeRole(column, role)))
  return (
    <div className="role-of-many" role="group" aria-label={t`Several columns at once`}>
      <Checkbox size="sm" label={plural(found.length, { one: 'The one that is shown', other: 'All # that are shown' })} checked={found.length > 0 && shown === found.length} indeterminate={shown > 0 && shown < found.length}
        onChange={(event) => { const names = new Set(found.map(({ name }) => name)); pick(event.currentTarget.checked ? new Set([...picked, ...names]) : new Set([...picked].filter((name) => !names.has(name)))) }} />
      <NativeSelect size="sm" aria-label={t`Role of the chosen columns`} disabled={picked.size === 0} value="" onChange={(event) => { if (event.currentTarget.value !== '') change(event.currentTarget.value) }}
        data={[{ value: '', label: picked.size === 0 ? t`Choose columns below` : plural(picked.size, { one: 'Role of # column …', other: 'Role of # columns …' }) }, ...COLUMN_ROLES.map((value) => ({ value, label: roles[value] ?? value }))]} />
      <p className="tiny quiet"><Trans>With Shift, all between two are chosen.</Trans></p>
    </div>
  )
}
