import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Every file under a folder, as paths with `/` from that folder, sorted by code unit.
 *
 * Throws a fault for anything that is neither file nor folder: a link could point out of the folder.
 */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = []
  const visit = async (inside: string): Promise<void> => {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.isDirectory()) await visit(path)
      else if (entry.isFile()) found.push(path)
      else throw new Error(`${path} is neither a file nor a folder`)
    }
  }
  await visit('')
  return found.toSorted()
}
