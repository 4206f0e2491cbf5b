import type { Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { type Fetched, type GuardedRequest, readAddress } from '#platform/net/guarded-fetch.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ScanContent } from '#platform/scan-content.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import type { DatasetName } from '../datasets/find-dataset.ts'
import { beginUpload, type UploadActNeeds } from './begin-upload.ts'
import { findUpload } from './find-upload.ts'
import { HARMFUL, markUploadComplete, markUploadFailed } from './finish-upload.ts'
import { fetchImportJob } from './upload-jobs.ts'
import { MOST_UPLOAD_BYTES, uploadKey, type UploadTables } from './upload-tables.ts'

const LIMIT_SECONDS = 5 * 3600
const TELL_MILLISECONDS = 1000

/** Asks for a file to be fetched from an address; a worker does so. @throws {Refusal} `bad-input` for an address that is never fetched; `not-found`, `forbidden` */
export async function importFromUrl({ principal, dataset, url: address }: { readonly principal: Principal; readonly dataset: DatasetName; readonly url: string }, needs: UploadActNeeds & { readonly jobs: Pick<Jobs, 'enqueue'> }): Promise<{ id: string }> {
  const url = readAddress(address)
  const id = needs.newId()
  const name = decodeName(url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname)
  await beginUpload({ principal, dataset, id, name, bytes: undefined, fetchedFrom: `${url.origin}${url.pathname}` }, needs, async (tx) => {
    await needs.jobs.enqueue(fetchImportJob, { uploadId: id, url: url.href }, tx)
  })
  return { id }
}

/** What fetching needs; `fetch` is `guardedFetch` but in tests. */
export interface FetchImportNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly store: ObjectStore
  readonly scan: ScanContent
  readonly fetch: (request: GuardedRequest, needs: { readonly signal: AbortSignal }) => Promise<Fetched>
  readonly signal: AbortSignal
}

/** The job's act: fetches the file into the object store. A refusal is the import's answer; after a fault it is begun anew. */
export async function fetchImport({ uploadId: id, url }: { readonly uploadId: string; readonly url: string }, { database, clock, store, scan, fetch, signal }: FetchImportNeeds): Promise<void> {
  const upload = await findUpload(id, database.queries)
  if (upload?.state !== 'receiving') return
  const tables = database.queries.withTables<UploadTables>()
  let told = clock.now().getTime()
  async function* counted({ chunks, bytes }: Fetched): AsyncGenerator<Uint8Array> {
    let received = 0
    for await (const chunk of chunks) {
      yield chunk
      received += chunk.byteLength
      if (clock.now().getTime() - told < TELL_MILLISECONDS) continue
      told = clock.now().getTime()
      const { numUpdatedRows } = await tables.updateTable('upload').set({ received, bytes: bytes ?? null }).where('id', '=', id).where('state', '=', 'receiving').executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Refusal('cancelled', 'The upload was removed')
    }
  }
  try {
    const fetched = await fetch({ url, limitBytes: MOST_UPLOAD_BYTES, limitSeconds: LIMIT_SECONDS }, { signal })
    const { sha256, bytes } = await store.putStream(uploadKey(id), counted(fetched))
    if (await scan((await store.getRange(uploadKey(id))).chunks) === 'harmful') {
      await store.delete(uploadKey(id))
      return await markUploadFailed({ id, because: HARMFUL }, { database })
    }
    await markUploadComplete({ id, sha256, bytes }, { database, clock })
    // It was removed while the last bytes came.
    if (!await findUpload(id, database.queries)) await store.delete(uploadKey(id))
  } catch (fault) {
    if (!(fault instanceof Refusal) || signal.aborted) throw fault
    await markUploadFailed({ id, because: fault.message }, { database })
  }
}

function decodeName(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
