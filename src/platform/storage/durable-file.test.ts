import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolderDurably, replaceDurably, syncToDisk, writeDurably } from './durable-file.ts'

test('writeDurably() writes a file whole, and over a longer one', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'datadam-durable-')), 'a.txt')
  await writeDurably(file, 'a longer text')
  await writeDurably(file, '가')
  expect(await readFile(file, 'utf8')).toBe('가')
  await syncToDisk(file)
})

test('makeFolderDurably() makes a folder with those above it, and is content when it exists', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'datadam-durable-')), 'a', 'b', 'c')
  await makeFolderDurably(folder)
  await makeFolderDurably(folder)
  expect((await stat(folder)).isDirectory()).toBe(true)
})

test('replaceDurably() replaces a file and leaves nothing beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-durable-'))
  for (const text of ['one', 'two']) await replaceDurably(join(folder, 'a.json'), text)
  expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('two')
  expect(await readdir(folder)).toEqual(['a.json'])
})
