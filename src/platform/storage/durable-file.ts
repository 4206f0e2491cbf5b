import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Writes a file whole and waits until the disk has it. An existing file is replaced; its folder must exist. */
export async function writeDurably(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const file = await open(path, 'w', mode)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Writes a file that is either the old one or the new one whole, also after a power cut. */
export async function replaceDurably(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const temporary = `${path}.tmp`
  await writeDurably(temporary, content, mode)
  await rename(temporary, path)
  await syncToDisk(dirname(path))
}

/** Waits until the disk has a file's bytes, or, for a folder, the names in it. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a folder and those above it, and waits until the disk has their names. */
export async function makeFolderDurably(path: string): Promise<void> {
  const whole = resolve(path)
  const first = await mkdir(whole, { recursive: true })
  if (first === undefined) return
  for (let folder = whole; folder.length >= first.length; folder = dirname(folder)) await syncToDisk(dirname(folder))
}
