import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Column } from '#dam/dataset/table.ts'
import type { Fairness } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, listLiteral, literal, sql, withoutBindings, type Sql } from '#platform/engines/sql-text.ts'
import { Refusal } from '#platform/refusal.ts'
import { deliveredRows, textColumn } from '../quality/delivered-column.ts'
import { favourableCondition } from './fairness-columns.ts'
import { reweighingTable, type LabelledCount } from './reweighing-table.ts'

/** Released rows that are to be weighed. */
export interface WeightsRequest {
  /** The folder that holds the data files, and receives `weights/`. */
  readonly folder: string
  /** Data files, relative to the folder. */
  readonly files: readonly { readonly path: string }[]
  /** The released columns, as they lie in the files. */
  readonly columns: readonly Column[]
  readonly fairness: Pick<Fairness, 'label' | 'favourable' | 'groups'>
}

/**
 * Writes a weight beside each released row, in files of the same names and order: docs/release-format.md, section 8.
 * Only the released cells of groups and label decide it, so it tells nothing that they do not. Writes over what is there.
 *
 * @throws {Refusal} `bad-recipe` where label or groups are not released, or the label not in a form that can be judged
 */
export async function writeWeights({ folder, files, columns, fairness }: WeightsRequest, { engine }: { engine: SqlEngine }): Promise<void> {
  const cells = joinSql([
    ...fairness.groups.map((name, place) => sql`${textColumn(releasedColumn(name, columns))} as ${groupCell(place)}`),
    sql`(${isFavourable(fairness, columns)})::integer as outcome`,
  ], ', ')
  const paths = files.map(({ path }) => join(folder, path))
  const counts = await countLabels(paths, cells, fairness.groups.length, engine)
  await loadWeights(counts, fairness.groups.length, engine)
  try {
    await mkdir(join(folder, 'weights'), { recursive: true })
    const same = joinSql([...fairness.groups.map((_, place) => sql`w.${groupCell(place)} is not distinct from d.${groupCell(place)}`), sql`w.outcome = d.outcome`], ' and ')
    for (const { path } of files) {
      // Joining keeps no order by itself: the place in the file is carried along, and sorted by.
      const weights = sql`select coalesce(w.weight, 0)::double as weight
        from (select file_row_number as place, ${cells} from ${deliveredRows(join(folder, path))}) d left join released_weights w on ${same} order by d.place`
      const file = join(folder, path.replace(/^data\//, 'weights/'))
      await engine.run(withoutBindings(sql`copy (${weights}) to ${literal(file)} (format parquet, compression zstd)`))
    }
  } finally {
    await engine.run(sql`drop table if exists released_weights`)
  }
}

function groupCell(place: number): Sql {
  return identifier(`g${place}`)
}

function releasedColumn(name: string, columns: readonly Column[]): Column {
  const column = columns.find((candidate) => candidate.name === name)
  if (!column) throw new Refusal('bad-recipe', `fairness.weights follow from released cells, and ‘${name}’ is not released; keep the column, or leave weights out`)
  return column
}

function isFavourable({ label, favourable }: WeightsRequest['fairness'], columns: readonly Column[]): Sql {
  const column = releasedColumn(label, columns)
  const isNumber = column.type === 'integer' || column.type === 'decimal'
  if (typeof favourable === 'object' && !isNumber) throw new Refusal('bad-recipe', `fairness.weights follow from released cells, and ‘${label}’ is released as ${column.type}, of which none lies in a range of numbers; release the label as a number, write the favourable value itself, or leave weights out`)
  return favourableCondition(column, favourable)
}

/** Released rows with a label, by group: the released texts, and how many of each outcome. */
async function countLabels(paths: readonly string[], cells: Sql, width: number, engine: SqlEngine): Promise<LabelledCount[]> {
  const groups = Array.from({ length: width }, (_, place) => groupCell(place))
  const { rows } = await engine.table(sql`select ${joinSql(groups, ', ')}, count(*) filter (outcome = 1) as favourable, count(*) filter (outcome = 0) as unfavourable
    from (select ${cells} from read_parquet(${listLiteral(paths)})) where outcome is not null group by ${joinSql(groups, ', ')}`)
  return rows.map((row) => ({
    cell: row.slice(0, width).map((value) => (typeof value === 'string' ? value : null)), favourable: Number(row[width]), unfavourable: Number(row[width + 1]),
  }))
}

async function loadWeights(counts: readonly LabelledCount[], width: number, engine: SqlEngine): Promise<void> {
  const weighed = reweighingTable(counts).flatMap(({ cell, favourable, unfavourable }) => [{ cell, outcome: 1, weight: favourable }, { cell, outcome: 0, weight: unfavourable }])
  await engine.load('released_weights', [
    ...Array.from({ length: width }, (_, place) => ({ name: `g${place}`, type: 'text' as const, values: weighed.map(({ cell }) => cell[place] ?? null) })),
    { name: 'outcome', type: 'integer', values: weighed.map(({ outcome }) => outcome) },
    { name: 'weight', type: 'double', values: weighed.map(({ weight }) => weight) },
  ])
}
