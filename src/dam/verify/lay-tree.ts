import type { Column } from '#dam/dataset/table.ts'
import { identifier, joinSql, sql } from '#platform/engines/sql-text.ts'
import { nodeCell } from './class-values.ts'
import type { ClassNeeds } from './count-persons.ts'
import { levelCell } from './hierarchy-formulas.ts'
import { judge, notChecked, type Outcome } from './make-check.ts'
import { type Release, releasedCell } from './open-release.ts'
import { givenRows, rebuildHierarchy } from './rebuild-hierarchy.ts'

const TYPES: Readonly<Record<string, Column['type']>> = { BIGINT: 'integer', DOUBLE: 'decimal', DATE: 'date', TIMESTAMP: 'timestamp' }

/**
 * Lays the released values of a column into the tree of its hierarchy: the table `value_nodes` with `id`, `q` and its
 * node on every level, n0 to the root. The missing value is a branch of its own below the root. Needs `value_ids`.
 *
 * The height of the tree; or why there is none.
 */
export async function layTree({ columns }: Release, place: number, { request, engine }: Pick<ClassNeeds, 'request' | 'engine'>): Promise<number | Outcome> {
  const column = columns[place]
  if (!column?.promise) return judge(['data/: the column of the hierarchical distance is not in recipe.yaml'])
  const { hierarchy } = column.promise
  const file = request.evidence?.hierarchyFiles.find((one) => one.column === column.name)?.file
  if (hierarchy.kind === 'file' && file === undefined) return notChecked(`The hierarchy of "${column.name}" is not in the release`, `"${column.name}" 열의 범주 체계가 공개본에 없습니다`)
  const cell = releasedCell(place)
  const source = { leaves: sql`select 0 as row, ${cell}::varchar as leaf from released`, column: { name: column.name, type: TYPES[column.type] ?? 'text', stored: 'native' as const }, isWhole: column.type === 'BIGINT' }
  const { levels, uncovered } = await rebuildHierarchy({ table: 'value_tree', hierarchy, level: 'all', source, rows: await givenRows(hierarchy, file) }, { engine })
  if (uncovered.length > 0) return judge([`data/: column "${column.name}" holds values that its hierarchy does not`])
  const height = levels - 1
  const inner = Array.from({ length: Math.max(height - 1, 0) }, (_, index) => sql`dense_rank() over (order by ${identifier('t')}.${levelCell(index + 1)} nulls first) as ${nodeCell(index + 1)}`)
  await engine.run(sql`create or replace temporary table value_nodes as select i.id, i.q, ${joinSql([sql`i.id as ${nodeCell(0)}`, ...inner, sql`1 as ${nodeCell(height)}`], ', ')} from value_ids i left join value_tree t on t.leaf = i.value::varchar`)
  return height
}
