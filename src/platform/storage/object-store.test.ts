import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderObjectStore } from './folder-object-store.ts'
import { checkKey, checkPrefix, type ObjectStore } from './object-store.ts'
import { s3ObjectStore } from './s3-object-store.ts'
import { type S3Simulator, startS3Simulator } from './s3-simulator.fixture.ts'

const credentials = { accessKeyId: 'invented', secretAccessKey: 'also-invented' }
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'

async function* chunksOf(...chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}
const wholeOf = async (store: ObjectStore, key: string, range?: { from: number; to?: number }): Promise<Buffer> => buffer((await store.getRange(key, range)).chunks)
const keysOf = async (store: ObjectStore, prefix: string): Promise<string[]> => (await Array.fromAsync(store.list(prefix))).map(({ key }) => key)

let folder = ''
let simulator: S3Simulator
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datadam-objects-'))
  simulator = await startS3Simulator('dam', credentials)
})
afterAll(async () => {
  await simulator.close()
  await rm(folder, { recursive: true, force: true })
})

const STORES = [
  { name: 'a folder', open: () => folderObjectStore(folder) },
  { name: 'S3', open: () => s3ObjectStore({ endpoint: simulator.endpoint, region: 'test-1', bucket: 'dam', prefix: 'a (b)/c' }, credentials, { partBytes: 1000, copyBytes: 2500 }) },
]

describe.each(STORES)('the object store in $name', ({ open }) => {
  let store: ObjectStore
  beforeAll(() => { store = open() })

  test('keeps what it is given, and tells its hash', async () => {
    expect(await store.putStream('one/hello.txt', chunksOf('hel', '', 'lo'), { sha256: HELLO })).toEqual({ bytes: 5, sha256: HELLO })
    expect((await wholeOf(store, 'one/hello.txt')).toString()).toBe('hello')
    expect(await store.head('one/hello.txt')).toMatchObject({ key: 'one/hello.txt', bytes: 5, etag: expect.stringMatching(/^".+"$/) })
  })

  test('keeps nothing when the hash differs, or the chunks break off', async () => {
    await expect(store.putStream('two/wrong', chunksOf('hallo'), { sha256: HELLO })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(store.putStream('two/long', chunksOf(randomBytes(4000)), { sha256: HELLO })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(store.putStream('two/broken', (async function* () { yield randomBytes(2500); throw new Error('broke off') })())).rejects.toThrow('broke off')
    expect(await keysOf(store, 'two/')).toEqual([])
    expect(simulator.open()).toBe(0)
    expect(await readdir(join(folder, '.incoming'))).toEqual([])
  })

  test.each([{ bytes: 0 }, { bytes: 999 }, { bytes: 1000 }, { bytes: 1001 }, { bytes: 5500 }])('keeps $bytes bytes as they are', async ({ bytes }) => {
    const content = randomBytes(bytes)
    await store.putStream(`sizes/${bytes}`, chunksOf(content.subarray(0, 700), content.subarray(700)))
    expect((await wholeOf(store, `sizes/${bytes}`)).equals(content)).toBe(true)
  })

  test.each(['short', 'long'])('never replaces what is immutable, and takes the same bytes twice: %s', async (length) => {
    const key = `immutable/${length}`
    const content = length === 'short' ? Buffer.from('first') : Buffer.alloc(3500, 'first')
    await store.putStream(key, chunksOf(content), { immutable: true })
    await expect(store.putStream(key, chunksOf(Buffer.alloc(content.length, 'other')), { immutable: true })).rejects.toMatchObject({ code: 'conflict' })
    await store.putStream(key, chunksOf(content), { immutable: true })
    expect((await wholeOf(store, key)).equals(content)).toBe(true)
  })

  test('lets one of many that write an immutable object at once be the one', async () => {
    const tries = await Promise.allSettled(['a', 'b', 'c', 'd'].map((text) => store.putStream('immutable/race', chunksOf(text), { immutable: true })))
    const winners = tries.filter(({ status }) => status === 'fulfilled')
    expect(winners).toHaveLength(1)
    const place = tries.findIndex(({ status }) => status === 'fulfilled')
    expect((await wholeOf(store, 'immutable/race')).toString()).toBe('abcd'[place])
  })

  test('replaces what is not immutable', async () => {
    await store.putStream('mutable', chunksOf('first'))
    await store.putStream('mutable', chunksOf('second'))
    expect((await wholeOf(store, 'mutable')).toString()).toBe('second')
  })

  test('gives any part of an object', async () => {
    const content = randomBytes(3000)
    await store.putStream('parts', chunksOf(content))
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 2999 }), fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined }), async (from, length) => {
      const part = await wholeOf(store, 'parts', { from, ...(length !== undefined && { to: from + length }) })
      expect(part.equals(content.subarray(from, length === undefined ? undefined : from + length + 1))).toBe(true)
    }), { numRuns: 30 })
    await expect(store.getRange('parts', { from: 3000 })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(store.getRange('parts', { from: -1 })).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('tells what is not there', async () => {
    expect(await store.head('nowhere/at/all')).toBeUndefined()
    await expect(store.getRange('nowhere')).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.getRange('nowhere', { from: 0 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.copy('nowhere', 'somewhere')).rejects.toMatchObject({ code: 'not-found' })
    await store.delete('nowhere')
    expect(await keysOf(store, 'nowhere/')).toEqual([])
  })

  test('lists in the order of the keys, page by page', async () => {
    const keys = ['list/a', 'list/a-b', 'list/a.b', 'list/b/c', 'list/b-c', 'list/b0', 'list/가/나', 'list/z+ &(x)\'!*']
    for (const key of keys) await store.putStream(key, chunksOf(key))
    expect(await keysOf(store, 'list/')).toEqual(keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
    expect(await keysOf(store, 'list/b')).toEqual(['list/b-c', 'list/b/c', 'list/b0'])
    expect(await keysOf(store, 'list/b/')).toEqual(['list/b/c'])
    for (const key of keys) expect((await wholeOf(store, key)).toString()).toBe(key)
  })

  test.each([{ bytes: 10 }, { bytes: 6000 }])('copies $bytes bytes, but over nothing', async ({ bytes }) => {
    const content = randomBytes(bytes)
    await store.putStream(`copy/from ${bytes}`, chunksOf(content))
    await store.copy(`copy/from ${bytes}`, `copy/to/${bytes}`)
    expect((await wholeOf(store, `copy/to/${bytes}`)).equals(content)).toBe(true)
    await expect(store.copy('copy/from 10', `copy/to/${bytes}`)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('removes', async () => {
    await store.putStream('gone/soon', chunksOf('x'))
    await store.delete('gone/soon')
    await store.delete('gone/soon')
    expect(await store.head('gone/soon')).toBeUndefined()
  })

  test('takes a name in either form of Unicode as one', async () => {
    await store.putStream('form/\u1112\u1161\u11ab', chunksOf('x'))
    expect(await store.head('form/한')).toMatchObject({ bytes: 1 })
    expect(await keysOf(store, 'form/')).toEqual(['form/한'])
  })

  test.each(['../out', 'a/../../out', '/etc/passwd', 'a//b', 'a/', '', '.', 'a/.hidden', 'a\\..\\b', 'a\0b', 'a\nb', `${'a'.repeat(241)}`, '\ud800'])('leads nowhere by the key %j', async (key) => {
    for (const act of [() => store.putStream(key, chunksOf('x')), () => store.getRange(key), () => store.head(key), () => store.delete(key), () => store.copy('parts', key)]) {
      await expect((async () => act())()).rejects.toThrow('A key of the object store')
    }
  })
})

test('S3 is asked anew when it is busy', async () => {
  const store = STORES[1]?.open()
  simulator.failNext(503)
  await store?.putStream('busy', chunksOf('x'))
  expect(await store?.head('busy')).toMatchObject({ bytes: 1 })
})

test('S3 refuses a wrong signature, and that is a fault and no missing object', async () => {
  const store = s3ObjectStore({ endpoint: simulator.endpoint, region: 'test-1', bucket: 'dam', prefix: '' }, { ...credentials, secretAccessKey: 'wrong' })
  await expect(store.head('parts')).rejects.toThrow('status 403')
  await expect(store.putStream('x', chunksOf('x'))).rejects.toThrow('status 403')
  expect(simulator.asked.some((asked) => asked.startsWith('PUT x'))).toBe(true)
})

test('checkKey() lets through nothing that leaves the folder, for any text', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('.', '/', 'a', '\\', '\0') })), (text) => {
    let key: string
    try { key = checkKey(text) } catch { return }
    expect(join('/root', key).startsWith('/root/')).toBe(true)
    expect(join('/root', key)).toBe(`/root/${key}`)
  }))
})

test('checkPrefix() takes nothing, a folder, and the start of a name', () => {
  expect(['', 'a/', 'a/b'].map(checkPrefix)).toEqual(['', 'a/', 'a/b'])
  expect(() => checkPrefix('../')).toThrow('A key of the object store')
})
