import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadOrCreateAuthSecret } from '#platform/auth/auth-secret.ts'
import { loadOrCreateProjectKey } from '#platform/storage/project-key.ts'
import { loadOrCreateSigningKey } from '#platform/storage/signing-key.ts'
import { listKeys } from './home-keys.ts'

test('listKeys() finds every key that this program makes, and nothing else', async () => {
  const home = mkdtempSync(join(tmpdir(), 'datadam-keys-'))
  expect(await listKeys(home)).toEqual([])
  await loadOrCreateProjectKey(home, 'samples')
  await loadOrCreateProjectKey(join(home, 'keys'), 'city-health')
  await loadOrCreateSigningKey(join(home, 'keys/signing.pem'))
  await loadOrCreateAuthSecret(join(home, 'keys/sign-in.key'))
  for (const other of ['server.log', 'keys/city.key.0a.new']) writeFileSync(join(home, other), '')
  mkdirSync(join(home, 'keys/folder.key'))
  expect(await listKeys(home)).toEqual(['keys/city-health.key', 'keys/sign-in.key', 'keys/signing.pem', 'samples.key'])
  rmSync(home, { recursive: true })
})
