import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, literal, type Sql, sql } from '#platform/engines/sql-text.ts'
import { listItem, setList } from './mark-suppressed.ts'
import type { PreparedColumns } from './prepare-columns.ts'
import type { WrittenColumn } from './write-rows.ts'

/** The released columns in the order of the delivery, with their cells in `deidentify_rows`; `labels` are those of the quasi-identifiers. */
export async function releasedColumns({ all, quasi, fixed }: PreparedColumns, labels: readonly Sql[], { engine }: { engine: SqlEngine }): Promise<WrittenColumn[]> {
  const written: WrittenColumn[] = []
  for (const treated of all) {
    const { place, column: { name }, fate, type } = treated
    if (fate === 'drop') continue
    const label = labels[quasi.findIndex((one) => one.treated === treated)]
    const generalised = fixed.find((one) => one.treated === treated)
    if (label) written.push({ column: { name, type: 'text', stored: 'native' }, cell: sql`(case when suppressed then ${literal('*')} else ${label} end)` })
    else if (!generalised) written.push({ column: { name, type, stored: 'native' }, cell: identifier(`d${place}`) })
    else {
      const { hierarchy: { codes, labels: ofLevels } } = generalised
      const level = treated.level ?? 0
      const list = `deidentify_label_${place}`
      await setList(list, { type: 'text', values: Array.from(codes[level] ?? [], (code) => ofLevels[level]?.[code] ?? null) }, engine)
      written.push({ column: { name, type: 'text', stored: 'native' }, cell: listItem(list, identifier(`g${place}`)) })
    }
  }
  return written
}
