import { createHash, type Hash } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#platform/refusal.ts'
import { syncToDisk, writeDurably } from '#platform/storage/durable-file.ts'
import { hashFile } from '#platform/storage/hash-file.ts'
import { refuseStorageFault, storageFaultCode } from '#platform/storage/storage-fault.ts'

/** Files that are being sent, each under its upload's id, on this server's disk. The length of a file is how much of it is there. */
export interface ReceivingFolder {
  /** Makes an empty file. @throws {Refusal} `no-space` when so many bytes will not fit */
  begin(id: string, bytes: number): Promise<void>
  /** How many bytes are there; undefined when there is no such file. */
  size(id: string): Promise<number | undefined>
  /** Adds bytes at the end, hashed on their way, and waits until the disk has them; also when they break off, which is thrown on. @returns how many are there then */
  append(id: string, offset: number, chunks: AsyncIterable<Uint8Array>): Promise<number>
  /** The SHA-256 of what is there: what was computed on the way, or read anew where another process received a part of it. */
  sha256(id: string): Promise<string>
  read(id: string): AsyncIterable<Uint8Array>
  remove(id: string): Promise<void>
  list(): Promise<string[]>
  /** Does a work on a file, one after the other. */
  alone<Result>(id: string, work: () => Promise<Result>): Promise<Result>
}

/** After so many bytes the disk is waited for, so that a fast sender does not fill the memory with what is not yet written. */
const SYNC_BYTES = 64 * 2 ** 20

/** Ids are ours, and file names here. */
const ID = /^[0-9a-z][0-9a-z-]{0,63}$/i

/** Opens the folder. */
export function receivingFolder(folder: string): ReceivingFolder {
  const hashes = new Map<string, { readonly hash: Hash; readonly offset: number }>()
  const turns = new Map<string, Promise<unknown>>()
  function pathOf(id: string): string {
    if (!ID.test(id)) throw new Refusal('not-found', 'There is no such upload')
    return join(folder, id)
  }

  return {
    async begin(id, bytes) {
      await mkdir(folder, { recursive: true })
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize < bytes) throw new Refusal('no-space', 'The disk of the server has no room for a file of this size; ask the operator')
      await writeDurably(pathOf(id), '', 0o600)
      await syncToDisk(folder)
    },
    async size(id) {
      const facts = await stat(pathOf(id)).catch((fault: unknown) => { if (storageFaultCode(fault) === 'ENOENT') return undefined; throw fault })
      return facts?.size
    },
    async append(id, offset, chunks) {
      const known = hashes.get(id)
      const hash = offset === 0 ? createHash('sha256') : known?.offset === offset ? known.hash : undefined
      hashes.delete(id)
      const file = await open(pathOf(id), 'r+')
      let end = offset
      let unsynced = 0
      try {
        for await (const chunk of chunks) {
          await file.write(chunk, 0, chunk.byteLength, end)
          hash?.update(chunk)
          end += chunk.byteLength
          unsynced += chunk.byteLength
          if (unsynced >= SYNC_BYTES) { await file.datasync(); unsynced = 0 }
        }
      } catch (fault) {
        refuseStorageFault(fault, 'The upload')
      } finally {
        await file.sync()
        await file.close()
        if (hash) hashes.set(id, { hash, offset: end })
      }
      return end
    },
    async sha256(id) {
      const path = pathOf(id)
      const known = hashes.get(id)
      if (known && known.offset === (await stat(path)).size) return known.hash.copy().digest('hex')
      return (await hashFile(path)).sha256
    },
    async *read(id) {
      const file = await open(pathOf(id))
      yield* file.createReadStream({ highWaterMark: 1 << 20 })
    },
    async remove(id) {
      hashes.delete(id)
      await rm(pathOf(id), { force: true })
    },
    list: () => readdir(folder).catch(() => []),
    async alone(id, work) {
      const before = turns.get(id) ?? Promise.resolve()
      const mine = before.catch(() => {}).then(work)
      turns.set(id, mine)
      try {
        return await mine
      } finally {
        if (turns.get(id) === mine) turns.delete(id)
      }
    },
  }
}
