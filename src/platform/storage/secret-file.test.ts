import { writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadOrCreateSecret } from './secret-file.ts'

const folderOfItsOwn = () => mkdtemp(join(tmpdir(), 'datadam-secret-'))

test('loadOrCreateSecret() makes a secret once, for its owner only, and leaves nothing beside it', async () => {
  const folder = join(await folderOfItsOwn(), 'keys')
  const file = join(folder, 'a.key')
  expect(await loadOrCreateSecret(file, () => 'first')).toBe('first')
  expect(await loadOrCreateSecret(file, () => 'second')).toBe('first')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['a.key'])
})

test('many who come at once get the same secret', async () => {
  const folder = await folderOfItsOwn()
  const answers = await Promise.all(Array.from({ length: 20 }, (_, place) => loadOrCreateSecret(join(folder, 'a.key'), () => `secret ${place}`)))
  expect(new Set(answers).size).toBe(1)
  expect(await readdir(folder)).toEqual(['a.key'])
})

test('a secret that another process made meanwhile is taken, not replaced', async () => {
  const file = join(await folderOfItsOwn(), 'a.key')
  const create = () => { writeFileSync(file, 'theirs', { mode: 0o600 }); return 'mine' }
  expect(await loadOrCreateSecret(file, create)).toBe('theirs')
})

test('loadOrCreateSecret() refuses a file that others can read, and a folder in its place', async () => {
  const folder = await folderOfItsOwn()
  await writeFile(join(folder, 'open.key'), 'secret')
  await chmod(join(folder, 'open.key'), 0o644)
  await expect(loadOrCreateSecret(join(folder, 'open.key'), () => 'new')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('chmod 600') })
  await mkdir(join(folder, 'folder.key'))
  await expect(loadOrCreateSecret(join(folder, 'folder.key'), () => 'new')).rejects.toMatchObject({ code: 'bad-input' })
})
