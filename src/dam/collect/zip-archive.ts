import { stat } from 'node:fs/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { Refusal } from '#platform/refusal.ts'
import { bombGuard, UNPACK_LIMITS } from './unpack.ts'

/** A file inside a zip archive. */
export interface ZipMember {
  readonly name: string
  /** Its bytes, unpacked as they are read. @throws {Refusal} `bad-input` when damaged, or a bomb */
  bytes(): AsyncGenerator<Uint8Array>
}

const MOST_MEMBERS = 10_000

/**
 * Opens a zip archive for as long as `use` runs, with its files in the order of the archive; folders and
 * the litter of operating systems (`__MACOSX`, dot files) are left out.
 *
 * Nothing is written under a name from the archive, and a name that climbs out of its folder is refused.
 *
 * @throws {Refusal} `bad-input` when it is damaged, encrypted, hostile or a bomb
 */
export async function withZip<Result>(file: string, name: string, use: (members: readonly ZipMember[]) => Promise<Result>, limits = UNPACK_LIMITS): Promise<Result> {
  const { size } = await stat(file)
  const zip = await openPromise(file, { autoClose: false, strictFileNames: false, validateEntrySizes: true }).catch((fault: unknown) => refuseDamaged(fault, name))
  try {
    const guard = bombGuard(size, name, limits)
    const entries = await listEntries(zip, name)
    return await use(entries.map((entry) => ({ name: entry.fileName, bytes: () => bytesOf(zip, entry, guard, name) })))
  } finally {
    zip.close()
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<Entry[]> {
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= MOST_MEMBERS) throw new Refusal('bad-input', `${name} holds more than ${MOST_MEMBERS} files; deliver fewer, larger ones`)
      if (isLitter(entry.fileName)) continue
      if (entry.isEncrypted()) throw new Refusal('bad-input', `${name} is encrypted; deliver it without a password`)
      entries.push(entry)
    }
  } catch (fault) {
    refuseDamaged(fault, name)
  }
  return entries
}

function isLitter(path: string): boolean {
  return path.endsWith('/') || path.split('/').some((part) => part === '__MACOSX' || part.startsWith('.') && part !== '..' && part !== '.')
}

async function* bytesOf(zip: ZipFile, entry: Entry, guard: (bytes: number) => void, name: string): AsyncGenerator<Uint8Array> {
  try {
    const stream = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('A zip archive gave no bytes')
      guard(chunk.byteLength)
      yield chunk
    }
  } catch (fault) {
    refuseDamaged(fault, name)
  }
}

function refuseDamaged(fault: unknown, name: string): never {
  if (fault instanceof Refusal) throw fault
  const message = fault instanceof Error ? fault.message : ''
  if (/invalid relative path|absolute path|invalid characters in fileName/.test(message)) {
    throw new Refusal('bad-input', `${name} holds a file whose name leads out of the archive (zip slip); deliver an archive with plain names`, { cause: fault })
  }
  throw new Refusal('bad-input', `${name} is damaged or of an unknown kind and cannot be unpacked; deliver it again`, { cause: fault })
}
