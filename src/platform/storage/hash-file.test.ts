import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashFile } from './hash-file.ts'

test('hashFile() gives the published SHA-256 of "abc" and of nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-hash-'))
  await writeFile(join(folder, 'abc'), 'abc')
  await writeFile(join(folder, 'empty'), '')
  expect(await hashFile(join(folder, 'abc'))).toEqual({ bytes: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' })
  expect(await hashFile(join(folder, 'empty'))).toEqual({ bytes: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' })
  await expect(hashFile(join(folder, 'missing'))).rejects.toThrow('ENOENT')
})
