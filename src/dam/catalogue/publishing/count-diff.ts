import { z } from 'zod'
import { significant } from '#dam/dataset/significant.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, joinSql, listLiteral, sql, type Sql } from '#platform/engines/sql-text.ts'
import type { Evidence } from './evidence.ts'
import type { VersionDiff } from './version-diff.ts'

/** One of two releases: its columns as its manifest has them, its data as local Parquet files. */
export interface ComparedRelease {
  readonly version: string
  readonly columns: Evidence['columns']
  readonly rows: number
  readonly files: readonly string[]
}

const NUMBERS = new Set(['integer', 'decimal'])

/**
 * What changed between two releases: columns, rows, statistics of what both have.
 *
 * A row is told from another by the 64-bit hash of its cells in the columns that both have, as text; a row that changed
 * counts as one removed and one added, for nothing in a release says which it was before.
 */
export async function countDiff({ before, after }: { readonly before: ComparedRelease; readonly after: ComparedRelease }, { engine }: { engine: SqlEngine }): Promise<VersionDiff> {
  const typesBefore = new Map(before.columns.map(({ name, type }) => [name, type]))
  const typesAfter = new Map(after.columns.map(({ name, type }) => [name, type]))
  const both = after.columns.filter(({ name }) => typesBefore.has(name))
  return {
    from: before.version,
    columnsAdded: after.columns.filter(({ name }) => !typesBefore.has(name)).map(({ name }) => name),
    columnsRemoved: before.columns.filter(({ name }) => !typesAfter.has(name)).map(({ name }) => name),
    columnsChanged: both.filter(({ name, type }) => typesBefore.get(name) !== type).map(({ name }) => name),
    rowsBefore: before.rows, rowsAfter: after.rows,
    ...await countRows({ before, after, names: both.map(({ name }) => name) }, engine),
    statistics: await compareStatistics({ before, after, columns: both.map(({ name, type }) => ({ name, isNumber: NUMBERS.has(type) && NUMBERS.has(typesBefore.get(name) ?? '') })) }, engine),
  }
}

const Counted = z.object({ added: z.number(), removed: z.number() })

async function countRows({ before, after, names }: { readonly before: ComparedRelease; readonly after: ComparedRelease; readonly names: readonly string[] }, engine: SqlEngine): Promise<Pick<VersionDiff, 'rowsAdded' | 'rowsRemoved'>> {
  if (names.length === 0) return { rowsAdded: null, rowsRemoved: null }
  const cells = joinSql(names.map((name) => sql`${identifier(name)}::varchar`), ', ')
  const hashes = ({ files }: ComparedRelease) => sql`(select hash(${cells}) as row_hash, count(*) as copies from read_parquet(${listLiteral(files)}) group by all)`
  const { added, removed } = await engine.queryOne(sql`
    select coalesce(sum(greatest(coalesce(a.copies, 0) - coalesce(b.copies, 0), 0)), 0)::bigint as added,
      coalesce(sum(greatest(coalesce(b.copies, 0) - coalesce(a.copies, 0), 0)), 0)::bigint as removed
    from ${hashes(after)} a full join ${hashes(before)} b using (row_hash)`, Counted)
  return { rowsAdded: added, rowsRemoved: removed }
}

type Shared = readonly { readonly name: string; readonly isNumber: boolean }[]

const Statistics = z.tuple([z.number().nullable(), z.number(), z.number().nullable()])

async function compareStatistics({ before, after, columns }: { readonly before: ComparedRelease; readonly after: ComparedRelease; readonly columns: Shared }, engine: SqlEngine): Promise<NonNullable<VersionDiff['statistics']>> {
  const [earlier, later] = [await readStatistics(before, columns, engine), await readStatistics(after, columns, engine)]
  return columns.flatMap(({ name }, place) => {
    const [then, now] = [earlier[place], later[place]]
    if (!then || !now) return []
    return [{ column: name, missingShareBefore: then.missingShare, missingShareAfter: now.missingShare, distinctBefore: then.distinct, distinctAfter: now.distinct, meanBefore: then.mean, meanAfter: now.mean }]
  })
}

async function readStatistics({ files }: ComparedRelease, columns: Shared, engine: SqlEngine): Promise<{ missingShare: number; distinct: number; mean: number | null }[]> {
  if (columns.length === 0) return []
  const measures = columns.map(({ name, isNumber }): Sql => {
    const mean = isNumber ? sql`avg(${identifier(name)})` : sql`null::double`
    return sql`(1 - count(${identifier(name)}) / nullif(count(*), 0))::double, approx_count_distinct(${identifier(name)})::bigint, ${mean}`
  })
  const { rows: [row = []] } = await engine.table(sql`select ${joinSql(measures, ', ')} from read_parquet(${listLiteral(files)})`)
  return columns.map((_, place) => {
    const [missingShare, distinct, mean] = Statistics.parse(row.slice(place * 3, place * 3 + 3))
    return { missingShare: significant(missingShare ?? 0), distinct, mean: mean === null ? null : significant(mean) }
  })
}
