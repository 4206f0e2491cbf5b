import { sql } from 'kysely'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import { type ActNeeds, recordAct, versionObject } from '../datasets/record-act.ts'
import type { Version } from './find-version.ts'
import type { PublishingTables } from './publishing-tables.ts'

export interface DownloadRequest {
  readonly principal: Principal
  readonly version: Version
  /** Of the file, or `rows` for a look at them. */
  readonly path: string
  /** Whether what is asked for begins behind the file's first byte: the rest of a download that was broken off, or a look at a part. */
  readonly isContinuation: boolean
}

/** How long after its beginning a download can be taken up again and still be the same. */
const SAME_DOWNLOAD_MILLISECONDS = 24 * 3600 * 1000

/**
 * Counts a download, and, of what is not open to all, notes whose it was: a row for recalls and a line in the audit log.
 *
 * Of open data it is not noted who took it.
 */
export async function recordDownload({ principal, version, path, isContinuation }: DownloadRequest, { database, clock, newId }: ActNeeds): Promise<void> {
  const { id, dataset, state } = version
  const isOpen = state === 'published' && dataset.access === 'open'
  const personId = personOf(principal)
  if (isOpen || personId === undefined) {
    if (!isContinuation && path !== LOOK) await countDownload({ id, path, at: clock.now() }, database.queries)
    return
  }
  await database.transaction(async (tx) => {
    const tables = tx.withTables<PublishingTables>()
    const since = new Date(clock.now().getTime() - SAME_DOWNLOAD_MILLISECONDS)
    const begun = isContinuation && await tables.selectFrom('download').select('id').where('version_id', '=', id).where('person_id', '=', personId).where('path', '=', path).where('at', '>', since).executeTakeFirst()
    if (begun) return
    await tables.insertInto('download').values({ id: newId(), version_id: id, person_id: personId, path, at: clock.now() }).execute()
    if (state === 'published' && path !== LOOK) await countDownload({ id, path, at: clock.now() }, tx)
    await recordAct({ principal, act: path === LOOK ? 'dataset:read' : 'file:download', object: versionObject({ ...dataset, version: version.version }), detail: { path } }, { tx, clock, newId })
  })
}

/** How a look at the rows is noted. No file of a release has this name. */
export const LOOK = 'rows'

async function countDownload({ id, path, at }: { readonly id: string; readonly path: string; readonly at: Date }, queries: ActNeeds['database']['queries']): Promise<void> {
  await queries.withTables<PublishingTables>().insertInto('download_count').values({ version_id: id, day: at.toISOString().slice(0, 10), path, downloads: 1 })
    .onConflict((conflict) => conflict.columns(['version_id', 'day', 'path']).doUpdateSet({ downloads: sql<number>`download_count.downloads + 1` })).execute()
}
