import { open, stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { Refusal } from '#platform/refusal.ts'
import { refuseUnreadable } from './unreadable.ts'

/** A file to be collected, with the name under which people know it. */
export type LocatedFile =
  | { readonly kind: 'file'; readonly name: string; readonly path: string; readonly bytes: number }
  | { readonly kind: 'address'; readonly name: string; readonly url: URL }

/**
 * Finds the files that a source names: files, globs (their files sorted by name) and http(s) addresses, in the order of the source.
 *
 * @param directory the recipe's folder, to which paths are relative
 * @throws {Refusal} `not-found`, `bad-input` for a folder or a device, `bad-recipe` for a file named twice
 */
export async function locateSource(path: string | readonly string[], directory: string): Promise<LocatedFile[]> {
  const files: LocatedFile[] = []
  for (const one of typeof path === 'string' ? [path] : path) files.push(...(await locateOne(one, directory)))
  const seen = new Set<string>()
  for (const file of files) {
    const place = file.kind === 'file' ? file.path : file.url.href
    if (seen.has(place)) throw new Refusal('bad-recipe', `source.path names ${file.name} twice; its rows would count twice: name it once`)
    seen.add(place)
  }
  return files
}

async function locateOne(path: string, directory: string): Promise<LocatedFile[]> {
  if (/^https?:\/\//i.test(path)) return [locateAddress(path)]
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) throw new Refusal('bad-recipe', 'source.path is an address of a kind that is not collected; write http:// or https://, or the path of a file')
  if (path.includes('\0')) throw new Refusal('bad-recipe', 'source.path holds a NUL character; remove it')
  const isFileItself = await stat(resolve(directory, path)).then(() => true, () => false)
  if (isFileItself || !isDynamicPattern(path)) return [await locateFile(path, directory)]
  const found = await glob(path.split(sep).join('/'), { cwd: directory, onlyFiles: true, expandDirectories: false, dot: false, absolute: true })
  if (found.length === 0) throw new Refusal('not-found', `No file matches ${path}; check the glob, which is relative to the recipe`)
  return Promise.all(found.toSorted().map((file) => locateFile(relative(directory, file), directory)))
}

function locateAddress(path: string): LocatedFile {
  if (!URL.canParse(path)) throw new Refusal('bad-recipe', 'source.path is no valid address; write it as https://host/path/file.csv')
  const url = new URL(path)
  // The query may hold a secret, so it is never told.
  return { kind: 'address', name: `${url.origin}${url.pathname}`, url }
}

async function locateFile(path: string, directory: string): Promise<LocatedFile> {
  const full = resolve(directory, path)
  const found = await stat(full).catch((fault: unknown) => refuseUnreadable(fault, path))
  if (found.isDirectory()) throw new Refusal('bad-input', `${path} is a folder; name a file, or a glob such as ${path}/*.csv`)
  // A pipe or a device may never end.
  if (!found.isFile()) throw new Refusal('bad-input', `${path} is no ordinary file; name a file`)
  const handle = await open(full).catch((fault: unknown) => (isDenied(fault) ? refuseDenied(path, fault) : refuseUnreadable(fault, path)))
  await handle.close()
  return { kind: 'file', name: path, path: full, bytes: found.size }
}

function isDenied(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'EACCES' || fault.code === 'EPERM')
}

function refuseDenied(path: string, cause: unknown): never {
  throw new Refusal('bad-input', `${path} may not be read by this user; allow it, for example with chmod`, { cause })
}
