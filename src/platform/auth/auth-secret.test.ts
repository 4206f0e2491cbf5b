import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadOrCreateAuthSecret } from './auth-secret.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'datadam-secret-')) })
afterEach(() => { rmSync(folder, { recursive: true }) })

test('loadOrCreateAuthSecret() makes one secret, once, for its owner only', async () => {
  const path = join(folder, 'keys/sign-in.key')
  const [first, second] = await Promise.all([loadOrCreateAuthSecret(path), loadOrCreateAuthSecret(path)])
  expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(second).toBe(first)
  expect(await loadOrCreateAuthSecret(path)).toBe(first)
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('loadOrCreateAuthSecret() takes no short secret', async () => {
  const path = join(folder, 'sign-in.key')
  writeFileSync(path, 'secret\n', { mode: 0o600 })
  await expect(loadOrCreateAuthSecret(path)).rejects.toMatchObject({ code: 'bad-input' })
})
