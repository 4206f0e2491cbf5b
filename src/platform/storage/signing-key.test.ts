import { generateKeyPairSync, sign, verify, createPublicKey } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadOrCreateSigningKey } from './signing-key.ts'

test('loadOrCreateSigningKey() makes an Ed25519 key and gives the same one again', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'datadam-signing-')), 'signing.pem')
  const key = await loadOrCreateSigningKey(file)
  const again = await loadOrCreateSigningKey(file)
  expect(again.equals(key)).toBe(true)
  const text = Buffer.from('a manifest')
  expect(verify(null, text, createPublicKey(key), sign(null, text, again))).toBe(true)
})

test('loadOrCreateSigningKey() refuses garbage and keys of another kind, without quoting them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-signing-'))
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })
  for (const [name, content] of [['garbage.pem', 'my secret'], ['ec.pem', other], ['empty.pem', '']] as const) {
    await writeFile(join(folder, name), content, { mode: 0o600 })
    await expect(loadOrCreateSigningKey(join(folder, name))).rejects.toMatchObject({ code: 'bad-input', message: expect.not.stringContaining('my secret') })
  }
})
