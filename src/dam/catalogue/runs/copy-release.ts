import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#platform/refusal.ts'
import { listFiles } from '#platform/storage/list-files.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'

/** Copies a release into the object store, file by file; begun anew, it goes on. The manifest comes last, so that where it is, all is. */
export async function copyRelease({ folder, releasePath }: { readonly folder: string; readonly releasePath: string }, { store, signal }: { readonly store: Pick<ObjectStore, 'putStream'>; readonly signal: AbortSignal }): Promise<void> {
  const paths = await listFiles(folder)
  const ordered = [...paths.filter((path) => path !== 'manifest.json'), ...paths.filter((path) => path === 'manifest.json')]
  for (const path of ordered) {
    if (signal.aborted) throw new Refusal('cancelled', 'The run was stopped')
    await store.putStream(`${releasePath}/${path}`, createReadStream(join(folder, path), { highWaterMark: 1 << 20 }), { immutable: true })
  }
}
