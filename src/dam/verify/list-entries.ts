import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** One thing in a release's folder, whatever it is. */
export interface Entry {
  /** From the folder of the release, with `/`. */
  readonly path: string
  readonly kind: 'file' | 'link' | 'other'
  readonly bytes: number
}

/** Everything below a folder but the folders themselves, sorted by path. Links are told and never followed. */
export async function listEntries(folder: string): Promise<Entry[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const listed = await Promise.all(entries.filter((entry) => !entry.isDirectory()).map(async (entry): Promise<Entry> => {
    const absolute = join(entry.parentPath, entry.name)
    const status = await lstat(absolute)
    const path = absolute.slice(folder.replace(/\/+$/, '').length + 1)
    return { path, kind: status.isSymbolicLink() ? 'link' : status.isFile() ? 'file' : 'other', bytes: status.size }
  }))
  return listed.toSorted((one, other) => (one.path < other.path ? -1 : 1))
}
