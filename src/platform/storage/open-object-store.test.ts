import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { clearIncoming } from './folder-object-store.ts'
import { openObjectStore } from './open-object-store.ts'
import { startS3Simulator } from './s3-simulator.fixture.ts'

const credentials = { accessKeyId: 'invented', secretAccessKey: 'also-invented' }

test('openObjectStore() opens a folder by its path or its address', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-store-'))
  await openObjectStore(folder).putStream('a', (async function* () { yield Buffer.from('x') })())
  expect(await openObjectStore(pathToFileURL(folder).href).head('a')).toMatchObject({ bytes: 1 })
  await rm(folder, { recursive: true })
})

test('clearIncoming() removes what was left half-written long ago, and nothing that is being written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-store-'))
  expect(await clearIncoming(folder, { before: new Date() })).toBe(0)
  await openObjectStore(folder).putStream('a', (async function* () { yield Buffer.from('x') })())
  for (const name of ['old', 'new']) await writeFile(join(folder, '.incoming', name), 'half')
  await utimes(join(folder, '.incoming/old'), new Date(0), new Date(0))
  expect(await clearIncoming(folder, { before: new Date(Date.now() - 60_000) })).toBe(1)
  expect(await readdir(join(folder, '.incoming'))).toEqual(['new'])
  expect(await openObjectStore(folder).head('a')).toMatchObject({ bytes: 1 })
  await rm(folder, { recursive: true })
})

test('openObjectStore() opens a bucket by its address', async () => {
  const simulator = await startS3Simulator('dam', credentials)
  const store = openObjectStore(`s3://dam/some/prefix?endpoint=${simulator.endpoint}&region=test-1`, { credentials })
  await store.putStream('a', (async function* () { yield Buffer.from('x') })())
  expect(simulator.asked.at(-1)).toBe('PUT some/prefix/a')
  await simulator.close()
})

test.each([
  ['s3://dam', {}, 'AWS_ACCESS_KEY_ID'],
  ['s3://name:secret@dam', { credentials }, 'in the environment instead'],
  ['s3://', { credentials }, 's3://bucket'],
  ['gs://dam', { credentials }, 's3://bucket'],
  ['s3://dam?endpoint=ftp://x', { credentials }, 'endpoint='],
])('openObjectStore() refuses %s', (address, needs, sentence) => {
  expect(() => openObjectStore(address, needs)).toThrow(sentence)
})
