import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { ScanContent } from '#platform/scan-content.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { findUpload } from './find-upload.ts'
import type { ReceivingFolder } from './receiving-folder.ts'
import { uploadKey, type UploadTables } from './upload-tables.ts'

/** What finishing uploads needs. */
export interface FinishNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly store: ObjectStore
  readonly receiving: ReceivingFolder
  readonly scan: ScanContent
}

/** What is told of a file in which the operator's scanner found something. */
export const HARMFUL = 'The scanner of this server found something harmful in the file; look at it where it came from'

/**
 * Moves a file that has arrived into the object store, checked against the hash that was computed on its way, and scanned.
 *
 * It may be begun anew at any time, and twice at once: the file is kept once. Nothing happens to one that is not whole.
 * @returns why it was refused, where it was
 */
export async function finishUpload({ id }: { readonly id: string }, { database, clock, store, receiving, scan }: FinishNeeds): Promise<{ readonly refused?: string }> {
  return receiving.alone(id, async () => {
    const upload = await findUpload(id, database.queries)
    const size = await receiving.size(id)
    const over = async (refused?: string) => {
      if (refused !== undefined) await markUploadFailed({ id, because: refused }, { database })
      await receiving.remove(id)
      return refused === undefined ? {} : { refused }
    }
    if (size === undefined) return {}
    if (!upload || upload.state !== 'receiving') return over()
    if (size !== upload.bytes) return {}
    const sha256 = await receiving.sha256(id)
    if (upload.promised_sha256 !== null && upload.promised_sha256 !== sha256) return over(`The file has the SHA-256 ${sha256}, not the promised one; send it again`)
    if (await scan(receiving.read(id)) === 'harmful') return over(HARMFUL)
    await store.putStream(uploadKey(id), receiving.read(id), { sha256, immutable: true })
    await markUploadComplete({ id, sha256, bytes: size }, { database, clock })
    return over()
  })
}

/** Finishes what had arrived when the server was stopped; asked at its start, and now and then. */
export async function finishArrivedUploads(needs: FinishNeeds): Promise<void> {
  for (const id of await needs.receiving.list()) await finishUpload({ id }, needs)
}

/** Says that a file is whole and lies in the object store; once. */
export async function markUploadComplete({ id, sha256, bytes }: { readonly id: string; readonly sha256: string; readonly bytes: number }, { database, clock }: Pick<FinishNeeds, 'database' | 'clock'>): Promise<void> {
  await database.transaction(async (tx) => {
    const changed = await tx.withTables<UploadTables>().updateTable('upload').set({ state: 'complete', sha256, bytes, received: bytes, because: null, completed_at: clock.now() })
      .where('id', '=', id).where('state', '=', 'receiving').returning('id').executeTakeFirst()
    if (changed) await recordInAuditLog({ actor: 'server', act: 'upload:complete', object: `upload:${id}`, detail: { sha256, bytes } }, { tx, clock })
  })
}

/** Says why a file will never be whole. */
export async function markUploadFailed({ id, because }: { readonly id: string; readonly because: string }, { database }: Pick<FinishNeeds, 'database'>): Promise<void> {
  await database.queries.withTables<UploadTables>().updateTable('upload').set({ state: 'failed', because }).where('id', '=', id).where('state', '=', 'receiving').execute()
}
