import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { refuseStorageFault } from '#platform/storage/storage-fault.ts'
import { cleanName } from '../uploads/clean-name.ts'
import { uploadKey } from '../uploads/upload-tables.ts'

/** A file to be laid into a folder, and what its bytes are. */
export interface InputFile {
  readonly name: string
  readonly uploadId: string
  readonly sha256: string
  readonly bytes: number
}

/** The pipeline knows a file again by its time; a file laid there anew after a kill must have the same. */
const TIME = new Date('2000-01-01T00:00:00Z')

/**
 * Lays uploads into a folder under their names, each checked against its hash; what an earlier attempt laid there stays.
 *
 * @throws {Refusal} `not-found` when an upload was removed; `no-space`
 */
export async function materialiseInputs({ folder, files }: { readonly folder: string; readonly files: readonly InputFile[] }, { store, signal }: { readonly store: Pick<ObjectStore, 'getRange'>; readonly signal: AbortSignal }): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const { name, uploadId, sha256, bytes } of files) {
    if (cleanName(name) !== name) throw new Error('An upload has a name that leads out of its folder')
    const path = join(folder, name)
    const there = await stat(path).catch(() => undefined)
    if (there?.size === bytes && there.mtimeMs === TIME.getTime()) continue
    const { chunks } = await store.getRange(uploadKey(uploadId)).catch((fault: unknown) => {
      throw fault instanceof Refusal && fault.code === 'not-found' ? new Refusal('not-found', `The upload ${name} was removed; upload it again and begin another run`) : fault
    })
    const hash = createHash('sha256')
    const arriving = join(folder, '.arriving')
    async function* hashed(): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) { hash.update(chunk); yield chunk }
    }
    await pipeline(hashed, createWriteStream(arriving, { mode: 0o600 }), { signal }).catch((fault: unknown) => {
      if (signal.aborted) throw new Refusal('cancelled', 'The run was stopped', { cause: fault })
      refuseStorageFault(fault, `The upload ${name}`)
    })
    if (hash.digest('hex') !== sha256) throw new Error('The object store gave other bytes than it was given')
    await utimes(arriving, TIME, TIME)
    await rename(arriving, path)
  }
}
