import type { UploadAnswer } from '../runs/run-answers.ts'
import type { ReceivingFolder } from './receiving-folder.ts'
import type { UploadTables } from './upload-tables.ts'

/** An upload as it is answered; how much of a sent one is there is asked of the disk. */
export async function describeUpload(upload: UploadTables['upload'], { receiving }: { readonly receiving: Pick<ReceivingFolder, 'size'> }): Promise<UploadAnswer> {
  const isBeingSent = upload.state === 'receiving' && upload.fetched_from === null
  const received = isBeingSent ? await receiving.size(upload.id) ?? upload.received : upload.received
  return {
    id: upload.id, name: upload.name, bytes: upload.bytes ?? received, received, sha256: upload.sha256, state: upload.state,
    createdAt: upload.created_at.toISOString(), from: upload.fetched_from, because: upload.because,
  }
}
