import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Refusal } from '#platform/refusal.ts'
import { loadOrCreateSecret } from './secret-file.ts'

/**
 * The 32 secret bytes of a project: pseudonyms, samples and the order of rows follow from them.
 *
 * Kept as 64 hexadecimal digits in `<folder>/<project>.key`, made on first use. Whoever loses it gets other pseudonyms.
 *
 * @throws {Refusal} `wrong-use` for a project that is no plain name, `bad-input` for a malformed file; `not-writable`, `no-space`
 */
export async function loadOrCreateProjectKey(folder: string, project: string): Promise<Uint8Array> {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(project)) throw new Refusal('wrong-use', 'A project\'s name holds small letters, digits and hyphens only, such as city-health')
  const path = join(folder, `${project}.key`)
  const text = (await loadOrCreateSecret(path, () => `${randomBytes(32).toString('hex')}\n`)).trimEnd()
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new Refusal('bad-input', `The project key ${path} is not 64 hexadecimal digits; restore it from a copy, or move it away to have a new one made (pseudonyms will then differ)`)
  }
  return Uint8Array.from(Buffer.from(text, 'hex'))
}
