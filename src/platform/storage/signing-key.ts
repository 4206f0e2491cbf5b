import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { Refusal } from '#platform/refusal.ts'
import { loadOrCreateSecret } from './secret-file.ts'

/**
 * The Ed25519 key that signs releases, made on first use and kept as PKCS 8 PEM.
 *
 * @throws {Refusal} `bad-input` when the file holds something else; `not-writable`, `no-space`
 */
export async function loadOrCreateSigningKey(path: string): Promise<KeyObject> {
  const pem = await loadOrCreateSecret(path, () => generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey)
  const key = privateKeyIn(pem)
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new Refusal('bad-input', `The signing key ${path} is not an Ed25519 private key in PKCS 8 PEM; restore it from a copy, or move it away to have a new one made`)
  }
  return key
}

function privateKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    // The library's words may quote the file, so they are not kept.
    return undefined
  }
}
