import { lstat, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '#platform/refusal.ts'
import { makeFolderDurably, syncToDisk } from '#platform/storage/durable-file.ts'
import { refuseStorageFault, storageFaultCode } from '#platform/storage/storage-fault.ts'

/**
 * Moves a sealed release from quarantine to where it is found, in one step: readers see all of it or nothing.
 *
 * A version that is there already stays untouched, also when it appears between the look and the move.
 *
 * @throws {Refusal} `conflict` when the destination exists, `promise-failed` without a seal, `not-writable`, `no-space`
 */
export async function publishRelease({ quarantine, destination }: { readonly quarantine: string; readonly destination: string }): Promise<void> {
  if (!await exists(join(quarantine, 'manifest.json')) || !await exists(join(quarantine, 'manifest.sig'))) {
    throw new Refusal('promise-failed', 'The release is not sealed, so it is not published; verify and seal it first')
  }
  if (await exists(destination)) throw existingRelease(destination)
  await makeFolderDurably(dirname(destination)).catch((fault: unknown) => {
    const code = storageFaultCode(fault)
    if (code === 'ENOTDIR' || code === 'EEXIST') throw new Refusal('not-writable', `The folder ${dirname(destination)} cannot be made, because a file lies in its way; name another output folder`, { cause: fault })
    refuseStorageFault(fault, `The release ${destination}`)
  })
  try {
    // rename replaces an empty folder at most; where another release came first it fails.
    await rename(quarantine, destination)
    await syncToDisk(dirname(destination))
    await syncToDisk(dirname(quarantine))
  } catch (fault) {
    const code = storageFaultCode(fault)
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') throw existingRelease(destination)
    if (code === 'EXDEV') throw new Refusal('not-writable', `The release cannot be moved to ${destination}: it lies on another disk than the quarantine; keep both under one output folder`, { cause: fault })
    refuseStorageFault(fault, `The release ${destination}`)
  }
}

function existingRelease(destination: string): Refusal {
  return new Refusal('conflict', `${destination} exists already, and a version is never written twice; raise release.version in the recipe, or name another output folder`)
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (fault) {
    if (storageFaultCode(fault) === 'ENOENT' || storageFaultCode(fault) === 'ENOTDIR') return false
    throw fault
  }
}
