import { randomBytes } from 'node:crypto'
import { Refusal } from '#platform/refusal.ts'
import { loadOrCreateSecret } from '#platform/storage/secret-file.ts'

const SHAPE = /^[A-Za-z0-9_-]{43,}$/

/**
 * The secret that signs cookies and links and encrypts second factors: 32 random bytes, made on first use.
 *
 * Whoever loses it signs everybody out, and every second factor must be set up anew. Several servers of one portal share it.
 *
 * @throws {Refusal} `bad-input` when the file holds something else; `not-writable`, `no-space`
 */
export async function loadOrCreateAuthSecret(path: string): Promise<string> {
  const secret = (await loadOrCreateSecret(path, () => `${randomBytes(32).toString('base64url')}\n`)).trimEnd()
  if (!SHAPE.test(secret)) throw new Refusal('bad-input', `The sign-in secret ${path} is not what was written there; restore it from a copy, or move it away to have a new one made (everybody must then sign in anew)`)
  return secret
}
