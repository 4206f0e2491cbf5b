import { randomBytes } from 'node:crypto'
import { link, lstat, open, readFile, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Refusal } from '#platform/refusal.ts'
import { makeFolderDurably, syncToDisk } from './durable-file.ts'
import { refuseStorageFault, storageFaultCode } from './storage-fault.ts'

/**
 * Reads a secret kept in a file of its own, or makes it the first time, readable by its owner only.
 *
 * Two processes that come at the same moment get the same secret: the file appears whole, by a hard link, and the first link wins.
 *
 * @throws {Refusal} `bad-input` when the file is open to others or is no file; `not-writable`, `no-space`
 */
export async function loadOrCreateSecret(path: string, create: () => string): Promise<string> {
  const known = await readSecret(path)
  if (known !== undefined) return known
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`
  try {
    await makeFolderDurably(dirname(path))
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(create())
      await file.sync()
    } finally {
      await file.close()
    }
    await link(draft, path).catch((fault: unknown) => { if (storageFaultCode(fault) !== 'EEXIST') throw fault })
    await syncToDisk(dirname(path))
  } catch (fault) {
    refuseStorageFault(fault, `The key file ${path}`)
  } finally {
    await unlink(draft).catch(() => undefined)
  }
  const made = await readSecret(path)
  if (made === undefined) throw new Error('A key file vanished right after it was made')
  return made
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    const facts = await lstat(path)
    if (!facts.isFile()) throw new Refusal('bad-input', `The key ${path} is not a plain file; remove it or name another place for keys`)
    if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
      throw new Refusal('bad-input', `The key file ${path} can be read or changed by other users; run chmod 600 on it, and make a new key if others may have read it`)
    }
    return await readFile(path, 'utf8')
  } catch (fault) {
    if (storageFaultCode(fault) === 'ENOENT') return undefined
    if (fault instanceof Refusal) throw fault
    return refuseStorageFault(fault, `The key file ${path}`)
  }
}
