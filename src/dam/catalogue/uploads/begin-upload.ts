import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import type { DatasetName, IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import { cleanName } from './clean-name.ts'
import { getOwnDataset } from './own-dataset.ts'
import { MOST_UPLOAD_BYTES, type UploadTables } from './upload-tables.ts'

/** A file that somebody is about to send, or has told where to fetch. */
export interface BeginUploadRequest {
  readonly principal: Principal
  readonly dataset: DatasetName
  readonly id: string
  /** As the sender calls it; a path of folders at most. */
  readonly name: string
  /** Undefined while nobody knows. */
  readonly bytes: number | undefined
  readonly sha256?: string | undefined
  readonly fetchedFrom?: string | undefined
}

/** What an upload needs besides its request. */
export interface UploadActNeeds extends ActNeeds {
  readonly isRecused: IsRecused
}

/** So many unfinished files are enough for anybody, and few enough to be listed. */
const MOST_UNFINISHED = 1000

/** Makes known that a file is about to arrive. `also` takes part in the transaction. @throws {Refusal} `not-found`, `forbidden`, `bad-input`, `too-many` */
export async function beginUpload(request: BeginUploadRequest, { database, clock, newId, isRecused }: UploadActNeeds, also: (tx: Parameters<Parameters<ActNeeds['database']['transaction']>[0]>[0]) => Promise<void> = async () => {}): Promise<void> {
  const { principal, id, bytes, sha256 } = request
  if (bytes !== undefined && bytes > MOST_UPLOAD_BYTES) throw new Refusal('bad-input', `A file may have ${MOST_UPLOAD_BYTES / 2 ** 30} GiB at most; send it in several`)
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) throw new Refusal('bad-input', 'sha256 is 64 hexadecimal digits in small letters')
  await database.transaction(async (tx) => {
    const dataset = await getOwnDataset({ principal, name: request.dataset, permission: 'upload:add' }, { queries: tx, isRecused })
    const tables = tx.withTables<UploadTables>()
    const { unfinished } = await tables.selectFrom('upload').select(({ fn }) => fn.countAll<number>().as('unfinished')).where('dataset_id', '=', dataset.id).where('state', '=', 'receiving').executeTakeFirstOrThrow()
    if (unfinished >= MOST_UNFINISHED) throw new Refusal('too-many', `${unfinished} uploads of this data set are not finished; finish or remove some first`)
    await tables.insertInto('upload').values({
      id, dataset_id: dataset.id, name: cleanName(request.name), bytes: bytes ?? null, received: 0, promised_sha256: sha256 ?? null, sha256: null,
      state: 'receiving', fetched_from: request.fetchedFrom ?? null, because: null, added_by: personOf(principal) ?? '', created_at: clock.now(), completed_at: null,
    }).execute()
    await also(tx)
    await recordAct({ principal, act: 'upload:add', object: `upload:${id}`, detail: { dataset: `${dataset.publisher}/${dataset.slug}`, ...(bytes !== undefined && { bytes }) } }, { tx, clock, newId })
  })
}
