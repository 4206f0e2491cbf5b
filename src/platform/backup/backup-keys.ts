import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '#platform/refusal.ts'
import { makeFolderDurably, syncToDisk, writeDurably } from '#platform/storage/durable-file.ts'
import { loadOrCreateSecret } from '#platform/storage/secret-file.ts'
import { refuseStorageFault, storageFaultCode } from '#platform/storage/storage-fault.ts'
import { type BackupManifest, PARTS } from './backup-manifest.ts'

type Keys = NonNullable<BackupManifest['keys']>

/** Writes keys of the home into a backup, each for its owner alone. */
export async function copyKeys({ home, paths }: { readonly home: string; readonly paths: readonly string[] }, folder: string): Promise<Keys> {
  const copied: Keys = []
  for (const path of paths) {
    const bytes = await readFile(join(home, path))
    const copy = join(folder, PARTS.keys, path)
    await makeFolderDurably(dirname(copy))
    await writeDurably(copy, bytes, 0o600)
    await syncToDisk(dirname(copy))
    copied.push({ path, sha256: hashOf(bytes) })
  }
  return copied
}

/** Looks whether a backup's keys are those that were written, and whether the home has no others of their names. @throws {Refusal} `bad-input`, `conflict` */
export async function checkKeys(keys: Keys, { folder, home }: { readonly folder: string; readonly home: string }): Promise<void> {
  for (const { path, sha256 } of keys) {
    if (await hashOfFile(join(folder, PARTS.keys, path)) !== sha256) throw new Refusal('bad-input', `The key ${path} in the backup is not the one that was written; take another backup`)
    const own = await hashOfFile(join(home, path))
    if (own !== undefined && own !== sha256) throw new Refusal('conflict', `There is another key ${path} in the home already; move it away, or restore into another home`)
  }
}

/** Puts a backup's keys into the home; those that are there already are the same. */
export async function putKeysBack(keys: Keys, { folder, home }: { readonly folder: string; readonly home: string }): Promise<void> {
  for (const { path, sha256 } of keys) {
    const text = await readFile(join(folder, PARTS.keys, path), 'utf8')
    const kept = await loadOrCreateSecret(join(home, path), () => text)
    if (hashOf(kept) !== sha256) throw new Refusal('conflict', `Another process made a key ${basename(path)} meanwhile; end it, and restore into another home`)
  }
}

async function hashOfFile(path: string): Promise<string | undefined> {
  try {
    return hashOf(await readFile(path))
  } catch (fault) {
    if (storageFaultCode(fault) === 'ENOENT') return undefined
    return refuseStorageFault(fault, `The key file ${path}`)
  }
}

function hashOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
