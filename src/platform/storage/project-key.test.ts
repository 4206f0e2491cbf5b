import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadOrCreateProjectKey } from './project-key.ts'

const folderOfItsOwn = () => mkdtemp(join(tmpdir(), 'datadam-project-'))

test('loadOrCreateProjectKey() gives 32 bytes, the same for a project and others for another', async () => {
  const folder = await folderOfItsOwn()
  const key = await loadOrCreateProjectKey(folder, 'city-health')
  expect(key).toHaveLength(32)
  expect(await loadOrCreateProjectKey(folder, 'city-health')).toEqual(key)
  expect(await loadOrCreateProjectKey(folder, 'city-roads')).not.toEqual(key)
  expect(await readFile(join(folder, 'city-health.key'), 'utf8')).toBe(`${Buffer.from(key).toString('hex')}\n`)
})

test.each(['', 'short', 'g'.repeat(64), 'A'.repeat(64), `${'a'.repeat(64)} more`])('a key file that holds %j is refused without being quoted', async (content) => {
  const folder = await folderOfItsOwn()
  await writeFile(join(folder, 'city.key'), content, { mode: 0o600 })
  await expect(loadOrCreateProjectKey(folder, 'city')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('64 hexadecimal digits; restore') })
})

test.each(['', '../city', 'City', 'a/b'])('a project called %j is refused', async (project) => {
  await expect(loadOrCreateProjectKey(await folderOfItsOwn(), project)).rejects.toMatchObject({ code: 'wrong-use' })
})
