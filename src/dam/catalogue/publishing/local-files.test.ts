import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { folderObjectStore } from '#platform/storage/folder-object-store.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { dataFilesOf, filesInFolder, filesKeptFrom } from './local-files.ts'
import { EVIDENCE } from './publishing.fixture.ts'

let root = ''
let store: ObjectStore
let fetched: string[] = []
let watched: Pick<ObjectStore, 'getRange'>
async function* bytes(text: string): AsyncGenerator<Uint8Array> { yield Buffer.from(text) }
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'datadam-local-'))
  store = folderObjectStore(join(root, 'store'))
  for (const name of ['a', 'b', 'c']) await store.putStream(`releases/${name}`, bytes(name.repeat(10)))
  fetched = []
  watched = { getRange: (key, range) => { fetched.push(key); return store.getRange(key, range) } }
})
afterEach(() => rm(root, { recursive: true }))
const read = async (paths: readonly string[]) => Promise.all(paths.map((path) => readFile(path, 'utf8')))

test('dataFilesOf() names the files with rows, in their order', () => {
  const files = ['README.md', 'data/0.parquet', 'weights/0.parquet', 'data/1.parquet'].map((path) => ({ path, bytes: 1, sha256: '', rows: 1 }))
  expect(dataFilesOf({ releasePath: 'releases/x', evidence: { ...EVIDENCE, files } })).toEqual(['releases/x/data/0.parquet', 'releases/x/data/1.parquet'])
})

test('filesInFolder() are the files of the store themselves', async () => {
  expect(await read(await filesInFolder(join(root, 'store')).pathsOf(['releases/b', 'releases/a']))).toEqual(['b'.repeat(10), 'a'.repeat(10)])
})

test('filesKeptFrom() fetches each file once, even when many ask at once', async () => {
  const local = filesKeptFrom(watched, { folder: join(root, 'kept'), mostBytes: 1000 })
  const asked = await Promise.all([local.pathsOf(['releases/a', 'releases/b']), local.pathsOf(['releases/a']), local.pathsOf(['releases/a', 'releases/c'])])
  expect(await read(asked.flat())).toEqual(['a', 'b', 'a', 'a', 'c'].map((name) => name.repeat(10)))
  await local.pathsOf(['releases/c'])
  expect(fetched.toSorted()).toEqual(['releases/a', 'releases/b', 'releases/c'])
})

test('filesKeptFrom() forgets what was read longest ago, and never what is asked for', async () => {
  const local = filesKeptFrom(watched, { folder: join(root, 'kept'), mostBytes: 20 })
  for (const name of ['a', 'b', 'a', 'c']) {
    await local.pathsOf([`releases/${name}`])
    await new Promise((resolve) => { setTimeout(resolve, 20) })
  }
  fetched = []
  await local.pathsOf(['releases/a', 'releases/c'])
  expect(fetched).toEqual([])
  expect(await read(await local.pathsOf(['releases/a', 'releases/b', 'releases/c']))).toEqual(['a', 'b', 'c'].map((name) => name.repeat(10)))
  expect(fetched).toEqual(['releases/b'])
})

test('filesKeptFrom() leaves nothing of a file that did not arrive', async () => {
  const local = filesKeptFrom(watched, { folder: join(root, 'kept'), mostBytes: 1000 })
  await expect(local.pathsOf(['releases/none'])).rejects.toMatchObject({ code: 'not-found' })
  expect(await readdir(join(root, 'kept'))).toEqual([])
})
