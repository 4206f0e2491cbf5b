import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listFiles } from './list-files.ts'

test('listFiles() finds every file at any depth, sorted by code unit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-list-'))
  await mkdir(join(folder, 'b', 'c'), { recursive: true })
  for (const path of ['b/c/z', 'a', 'B', 'b-1', 'b/a']) await writeFile(join(folder, path), '')
  expect(await listFiles(folder)).toEqual(['B', 'a', 'b-1', 'b/a', 'b/c/z'])
})

test('listFiles() stops at a link, which could point out of the folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-list-'))
  await symlink('/etc/hosts', join(folder, 'hosts'))
  await expect(listFiles(folder)).rejects.toThrow('hosts is neither a file nor a folder')
})
