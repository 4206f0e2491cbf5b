import { Trans, useLingui } from '@lingui/react/macro'
import { Button, FileButton } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { HierarchyAnswer } from '#dam/catalogue/runs/hierarchy-answers.ts'
import type { PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import { hierarchyQuery, readHierarchy } from '../../../api/runs.ts'
import { Waiting } from '../../../ui/loading.tsx'
import { Problem } from '../../../ui/problem.tsx'
import type { HierarchyFiles } from './column-form.ts'
import { LevelTree } from './level-tree-view.tsx'
import type { HierarchyChoice } from './recipe-view.ts'
import { treeOfRows } from './rows-tree.ts'

interface Uploaded {
  readonly column: string
  readonly file: string
  readonly files: HierarchyFiles
  readonly values: PreviewValues | undefined
  readonly level: number | null
  readonly change: (hierarchy: HierarchyChoice) => void
}

/** The hierarchy of an upload: drawn with counts, and taken over into the recipe to be edited there. */
export function FileHierarchy({ column, file, files: { publisher, slug, uploads }, values, level, change }: Uploaded) {
  const isThere = uploads.some(({ name }) => name === file)
  const query = useQuery({ ...hierarchyQuery(publisher, slug, file), enabled: isThere })
  if (!isThere) return <p className="small quiet"><Trans>This file is not among the uploads yet. Upload it, choose another, or read one from your disk.</Trans></p>
  if (query.error !== null) return <Problem fault={query.error} retry={() => void query.refetch()} />
  if (query.data === undefined) return <Waiting />
  const tree = treeOfRows(query.data.rows)
  return (
    <div className="stack tight">
      {values && <LevelTree column={column} hierarchy={{ kind: 'rows', rows: labelsByValue(query.data) }} values={values} level={level} />}
      {tree === undefined ? <NoTree /> : <div className="line"><Button variant="default" onClick={() => change({ kind: 'tree', tree })}><Trans>Take over into the recipe</Trans></Button><span className="tiny quiet"><Trans>Then it can be edited here; the file is not read any more.</Trans></span></div>}
    </div>
  )
}

/** Reads a hierarchy from a file on the person's own disk: the server checks it, and it goes into the recipe itself. */
export function ReadHierarchyFile({ column, files: { publisher, slug }, change }: Pick<Uploaded, 'column' | 'files' | 'change'>) {
  const { t } = useLingui()
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: async (file: File) => ({ tree: treeOfRows((await readHierarchy(publisher, slug, { file: file.name, text: await file.text() })).rows) }),
    onSuccess: ({ tree }) => { if (tree !== undefined) change({ kind: 'tree', tree }) },
  })
  return (
    <div className="stack tight">
      <div className="line">
        <FileButton accept=".csv,.tsv,.txt,.yaml,.yml,.json" inputProps={{ 'aria-label': t`A file with the hierarchy of ${column}` }} onChange={(file) => { if (file !== null) mutate(file) }}>
          {(props) => <Button {...props} size="compact-sm" variant="default" loading={isPending}><Trans>Read it from a file</Trans></Button>}
        </FileButton>
        <span className="tiny quiet"><Trans>CSV as ARX writes it, or a tree in YAML</Trans></span>
      </div>
      {error !== null && <Problem fault={error} />}
      {data !== undefined && data.tree === undefined && <NoTree />}
    </div>
  )
}

function NoTree() {
  return <p className="note warn small"><Trans>This file is a sound hierarchy, but no tree of names says the same: a value lies right below *, or a name stands in two places. Leave it a file: upload it, and choose “From a file”.</Trans></p>
}

/** The labels of each value from level 1 on, without the last one, `*`. */
function labelsByValue({ rows }: HierarchyAnswer): ReadonlyMap<string, readonly string[]> {
  return new Map(rows.map((row) => [row[0] ?? '', row.slice(1, -1)]))
}
