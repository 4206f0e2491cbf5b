import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { storageFaultCode } from '#platform/storage/storage-fault.ts'

const KEY = /^[a-z0-9][a-z0-9-]*\.(?:key|pem)$/

/** The keys in a home, by their paths in it: what signs releases and cookies, and what pseudonyms and samples follow from. */
export async function listKeys(home: string): Promise<string[]> {
  const [above, inside] = await Promise.all([namesIn(home), namesIn(join(home, 'keys'))])
  return [...inside.map((name) => `keys/${name}`), ...above].toSorted()
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((fault: unknown) => {
    if (storageFaultCode(fault) === 'ENOENT') return []
    throw fault
  })
  return entries.filter((entry) => entry.isFile() && KEY.test(entry.name)).map(({ name }) => name)
}
