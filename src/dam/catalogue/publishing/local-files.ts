import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import type { Evidence } from './evidence.ts'

/** Gives the engine files to read, wherever the objects lie. */
export interface LocalFiles {
  /** Paths of the objects on this machine's disk, in the same order. */
  pathsOf(keys: readonly string[]): Promise<readonly string[]>
}

/** Keys of a release's rows, in their order. */
export function dataFilesOf({ releasePath, evidence }: { readonly releasePath: string; readonly evidence: Evidence }): string[] {
  return evidence.files.filter(({ path }) => path.startsWith('data/')).map(({ path }) => `${releasePath}/${path}`)
}

/** Of an object store that is a folder: its files themselves. */
export function filesInFolder(root: string): LocalFiles {
  return { pathsOf: (keys) => Promise.resolve(keys.map((key) => join(root, ...key.split('/')))) }
}

/**
 * Of an object store elsewhere: copies in a folder, of the files that were read last. Released files never change, so a copy is never stale.
 *
 * @param mostBytes how much to keep; more where the files of one question need it
 */
export function filesKeptFrom(store: Pick<ObjectStore, 'getRange'>, { folder, mostBytes }: { readonly folder: string; readonly mostBytes: number }): LocalFiles {
  const arriving = new Map<string, Promise<string>>()

  async function fetchOnce(key: string): Promise<string> {
    const path = join(folder, createHash('sha256').update(key).digest('hex'))
    if (existsSync(path)) {
      const now = new Date()
      await utimes(path, now, now)
      return path
    }
    const running = arriving.get(path)
    if (running) return running
    const fetching = fetchTo(path, key).finally(() => arriving.delete(path))
    arriving.set(path, fetching)
    return fetching
  }

  async function fetchTo(path: string, key: string): Promise<string> {
    await mkdir(folder, { recursive: true })
    const temporary = `${path}.${randomUUID()}`
    try {
      const { chunks } = await store.getRange(key)
      await writeFile(temporary, chunks)
      await rename(temporary, path)
    } finally {
      await rm(temporary, { force: true })
    }
    return path
  }

  return {
    async pathsOf(keys) {
      const paths: string[] = []
      for (const key of keys) paths.push(await fetchOnce(key))
      await forgetOldest(folder, { mostBytes, kept: new Set(paths) })
      return paths
    },
  }
}

/** Removes what was read longest ago until the rest fits. A file that an engine has open stays readable to it. */
async function forgetOldest(folder: string, { mostBytes, kept }: { readonly mostBytes: number; readonly kept: ReadonlySet<string> }): Promise<void> {
  const files = []
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const facts = name.includes('.') ? undefined : await stat(path).catch(() => undefined)
    if (facts) files.push({ path, bytes: facts.size, readAt: facts.mtimeMs })
  }
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  for (const file of files.toSorted((a, b) => a.readAt - b.readAt)) {
    if (bytes <= mostBytes) return
    if (kept.has(file.path)) continue
    await rm(file.path, { force: true })
    bytes -= file.bytes
  }
}
