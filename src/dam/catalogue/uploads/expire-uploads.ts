import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { findUpload } from './find-upload.ts'
import type { ReceivingFolder } from './receiving-folder.ts'
import { removeObjectsJob } from './upload-jobs.ts'
import { UNFINISHED_KEPT_SECONDS, type UploadTables } from './upload-tables.ts'

/** Gives up what was begun long ago and is not whole, and removes files that no upload names any more. @returns how many were given up */
export async function expireUploads({ database, clock, jobs, receiving }: { readonly database: Database; readonly clock: Clock; readonly jobs: Pick<Jobs, 'enqueue'>; readonly receiving: ReceivingFolder }): Promise<number> {
  const before = new Date(clock.now().getTime() - UNFINISHED_KEPT_SECONDS * 1000)
  const expired = await database.transaction(async (tx) => {
    const rows = await tx.withTables<UploadTables>().deleteFrom('upload').where('state', '<>', 'complete').where('created_at', '<', before).returning('id').execute()
    for (const { id } of rows) await jobs.enqueue(removeObjectsJob, { prefix: `uploads/${id}/` }, tx)
    for (const { id } of rows) await recordInAuditLog({ actor: 'server', act: 'upload:expire', object: `upload:${id}` }, { tx, clock })
    return rows
  })
  for (const id of await receiving.list()) {
    await receiving.alone(id, async () => {
      // A file is there a moment before its row; one that is empty may be such a one.
      if (!await findUpload(id, database.queries) && await receiving.size(id) !== 0) await receiving.remove(id)
    })
  }
  return expired.length
}
