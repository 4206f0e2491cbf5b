import type { Clock } from '#platform/clock.ts'
import type { Database, Queries, Tx } from '#platform/database/database.ts'
import type { EnginePool } from '#platform/engines/engine-pool.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { compareVersions } from '../datasets/compare-versions.ts'
import { countDiff } from './count-diff.ts'
import { Evidence } from './evidence.ts'
import type { Version } from './find-version.ts'
import { dataFilesOf, type LocalFiles } from './local-files.ts'
import type { PublishingTables } from './publishing-tables.ts'

export interface DiffNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly engines: EnginePool
  readonly localFiles: LocalFiles
}

/**
 * Counts what changed since the version before, unless that is known, and keeps it. Outside any transaction: it reads all rows of both.
 *
 * @returns the id of the version before; undefined for the first
 */
export async function keepDiff(version: Version, { database: { queries }, clock, engines, localFiles }: DiffNeeds): Promise<string | undefined> {
  const before = await findVersionBefore(version, queries)
  const { evidence, releasePath } = version
  if (!before || !evidence || releasePath === null) return undefined
  const tables = queries.withTables<PublishingTables>()
  const known = await tables.selectFrom('version_diff').select('version_id').where('version_id', '=', version.id).where('before_id', '=', before.id).where('release_path', '=', releasePath).executeTakeFirst()
  if (known) return before.id
  const [earlier, later] = [dataFilesOf(before), dataFilesOf({ releasePath, evidence })]
  const files = { before: await localFiles.pathsOf(earlier), after: await localFiles.pathsOf(later) }
  const diff = await engines.use((engine) => countDiff({
    before: { version: before.version, columns: before.evidence.columns, rows: before.evidence.rows, files: files.before },
    after: { version: version.version, columns: evidence.columns, rows: evidence.rows, files: files.after },
  }, { engine }))
  const kept = { before_id: before.id, release_path: releasePath, diff: asJsonb(diff), computed_at: clock.now() }
  await tables.insertInto('version_diff').values({ version_id: version.id, ...kept }).onConflict((conflict) => conflict.column('version_id').doUpdateSet(kept)).execute()
  return before.id
}

/** The published version with the highest number below this one's. */
export async function findVersionBefore({ version, dataset }: Pick<Version, 'version' | 'dataset'>, queries: Queries | Tx): Promise<{ id: string; version: string; releasePath: string; evidence: Evidence } | undefined> {
  const tables = queries.withTables<PublishingTables>()
  const published = await tables.selectFrom('version').select(['id', 'version']).where('dataset_id', '=', dataset.id).where('state', '=', 'published').execute()
  const before = published.filter((other) => compareVersions(other.version, version) < 0).toSorted((a, b) => compareVersions(b.version, a.version))[0]
  if (!before) return undefined
  const { release_path, evidence } = await tables.selectFrom('version').select(['release_path', 'evidence']).where('id', '=', before.id).executeTakeFirstOrThrow()
  return { ...before, releasePath: release_path ?? '', evidence: Evidence.parse(evidence) }
}
