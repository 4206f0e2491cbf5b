import { createHash, randomUUID } from 'node:crypto'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolderDurably, syncToDisk } from './durable-file.ts'
import { hashFile } from './hash-file.ts'
import { checkKey, checkPrefix, checkRange, isThereAlready, noSuchObject, type ObjectHead, type ObjectStore, otherBytes, type PutResult, type PutWish } from './object-store.ts'
import { refuseStorageFault, storageFaultCode } from './storage-fault.ts'

/** Where objects lie until they are whole. No key begins with a dot. */
const INCOMING = '.incoming'

/**
 * Objects as files in a folder. Each is written beside it, brought onto the disk, and then moved to its name at once.
 *
 * What a killed process left half-written is never seen, and is removed some time later by `clearIncoming`.
 */
export function folderObjectStore(root: string): ObjectStore {
  const incoming = join(root, INCOMING)
  const pathOf = (key: string): string => join(root, ...checkKey(key).split('/'))

  async function arrive(write: (path: string) => Promise<void>, key: string, place: (arrived: string, path: string) => Promise<void>): Promise<void> {
    const path = pathOf(key)
    const arriving = join(incoming, randomUUID())
    try {
      await mkdir(incoming, { recursive: true })
      await write(arriving)
      await makeFolderDurably(dirname(path))
      await place(arriving, path)
      await syncToDisk(dirname(path))
    } catch (fault) {
      refuseStorageFault(fault, 'The file')
    } finally {
      await rm(arriving, { force: true })
    }
  }

  return {
    async putStream(key, chunks, wish = {}) {
      let result: PutResult = { bytes: 0, sha256: '' }
      await arrive(async (arriving) => { result = await writeHashed(arriving, chunks, wish) }, key, async (arrived, path) => {
        if (!wish.immutable) return rename(arrived, path)
        if (await linkUnlessThere(arrived, path)) return undefined
        const there = await hashFile(path)
        if (there.sha256 !== result.sha256) throw isThereAlready()
      })
      return result
    },
    async getRange(key, range) {
      const path = pathOf(key)
      const handle = await open(path).catch(refuseMissing)
      const facts = await handle.stat()
      if (!facts.isFile()) { await handle.close(); throw noSuchObject() }
      const head = headOf(checkKey(key), facts)
      if (!range) return { head, chunks: handle.createReadStream() }
      try {
        const { from, to } = checkRange(range, facts.size)
        return { head, chunks: handle.createReadStream({ start: from, end: to }) }
      } catch (fault) {
        await handle.close()
        throw fault
      }
    },
    async head(key) {
      const facts = await stat(pathOf(key)).catch((fault: unknown) => { if (isMissing(fault)) return undefined; throw fault })
      return facts?.isFile() ? headOf(checkKey(key), facts) : undefined
    },
    list: (prefix) => listFolder(root, checkPrefix(prefix)),
    async delete(key) {
      await rm(pathOf(key)).catch((fault: unknown) => { if (!isMissing(fault)) refuseStorageFault(fault, 'The file') })
    },
    async copy(from, to) {
      const source = pathOf(from)
      if (!(await stat(source).catch(refuseMissing)).isFile()) throw noSuchObject()
      await arrive(async (arriving) => { await copyFile(source, arriving); await syncToDisk(arriving) }, to, async (arrived, path) => {
        if (!(await linkUnlessThere(arrived, path))) throw isThereAlready()
      })
    },
  }
}

/** Removes what killed processes left half-written: what nobody has written to since then. Other processes may write into the store meanwhile. @returns how many were removed */
export async function clearIncoming(root: string, { before }: { readonly before: Date }): Promise<number> {
  const incoming = join(root, INCOMING)
  let removed = 0
  for (const name of await readdir(incoming).catch(() => [])) {
    const facts = await stat(join(incoming, name)).catch(() => undefined)
    if (facts === undefined || facts.mtimeMs >= before.getTime()) continue
    await rm(join(incoming, name), { force: true })
    removed++
  }
  return removed
}

async function writeHashed(path: string, chunks: AsyncIterable<Uint8Array>, { sha256: expected }: PutWish): Promise<PutResult> {
  const hash = createHash('sha256')
  let bytes = 0
  const handle = await open(path, 'wx')
  try {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.byteLength
      await handle.appendFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  const sha256 = hash.digest('hex')
  if (expected !== undefined && expected !== sha256) throw otherBytes()
  return { bytes, sha256 }
}

/** A link, unlike a rename, never replaces what is there. */
async function linkUnlessThere(arrived: string, path: string): Promise<boolean> {
  try {
    await link(arrived, path)
    return true
  } catch (fault) {
    if (storageFaultCode(fault) === 'EEXIST') return false
    throw fault
  }
}

async function* listFolder(root: string, prefix: string): AsyncGenerator<ObjectHead> {
  const start = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  async function* visit(inside: string): AsyncGenerator<ObjectHead> {
    const entries = await readdir(join(root, inside), { withFileTypes: true }).catch((fault: unknown) => { if (isMissing(fault)) return []; throw fault })
    // A folder stands where its objects' keys stand: behind its name comes a slash.
    const names = entries.filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isFile())).map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    for (const name of names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
      const key = `${inside}${name}`
      if (!key.startsWith(prefix) && !prefix.startsWith(key)) continue
      if (name.endsWith('/')) { yield* visit(key); continue }
      const facts = await stat(join(root, key)).catch(() => undefined)
      if (facts && key.startsWith(prefix)) yield headOf(key, facts)
    }
  }
  yield* visit(start)
}

function headOf(key: string, { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): ObjectHead {
  return { key, bytes: size, etag: `"${size.toString(16)}-${Math.round(mtimeMs * 1000).toString(16)}"` }
}

function isMissing(fault: unknown): boolean {
  const code = storageFaultCode(fault)
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR'
}

function refuseMissing(fault: unknown): never {
  if (isMissing(fault)) throw noSuchObject()
  throw fault
}
