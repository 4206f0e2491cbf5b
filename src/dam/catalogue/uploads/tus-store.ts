import { DataStore, ERRORS, Upload } from '@tus/server'
import type { Database } from '#platform/database/database.ts'
import { findUpload } from './find-upload.ts'
import type { ReceivingFolder } from './receiving-folder.ts'
import { UNFINISHED_KEPT_SECONDS } from './upload-tables.ts'

/** How the protocol of resumable uploads finds its files: what is sent lies in the receiving folder, what is known of it in the table. */
export function tusStore({ database, receiving }: { readonly database: Pick<Database, 'queries'>; readonly receiving: ReceivingFolder }): DataStore {
  const store: Pick<DataStore, 'extensions' | 'create' | 'write' | 'getUpload' | 'getExpiration'> = {
    extensions: ['creation', 'creation-with-upload', 'expiration'],
    // Begun already, with its row, when the protocol asks for it.
    create: async (upload) => upload,
    write: (chunks, id, offset) => receiving.append(id, offset, chunks),
    async getUpload(id) {
      const upload = await findUpload(id, database.queries)
      if (!upload || upload.fetched_from !== null || upload.state === 'failed' || upload.bytes === null) throw ERRORS.FILE_NOT_FOUND
      const offset = upload.state === 'complete' ? upload.bytes : await receiving.size(id)
      if (offset === undefined) throw ERRORS.FILE_NOT_FOUND
      return new Upload({ id, size: upload.bytes, offset, creation_date: upload.created_at.toISOString(), metadata: { filename: upload.name } })
    },
    getExpiration: () => UNFINISHED_KEPT_SECONDS * 1000,
  }
  return Object.assign(new DataStore(), store)
}
