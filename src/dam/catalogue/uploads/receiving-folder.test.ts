import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { receivingFolder } from './receiving-folder.ts'

let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'datadam-receiving-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> { yield* chunks }

test('a file sent in any pieces is whole, and its hash is right also when another process went on', async () => {
  let files = 0
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.boolean()), { maxLength: 8 }), async (pieces) => {
    const id = `file-${files++}`
    let receiving = receivingFolder(folder)
    await receiving.begin(id, 1000)
    let offset = 0
    for (const [piece, isRestarted] of pieces) {
      if (isRestarted) receiving = receivingFolder(folder)
      offset = await receiving.append(id, offset, chunksOf(piece))
      expect(await receiving.size(id)).toBe(offset)
    }
    const whole = Buffer.concat(pieces.map(([piece]) => piece))
    expect(await receiving.sha256(id)).toBe(sha256(whole))
    expect((await buffer(receiving.read(id))).equals(whole)).toBe(true)
  }), { numRuns: 40 })
})

test('what came before a break stays', async () => {
  const receiving = receivingFolder(folder)
  await receiving.begin('broken', 10)
  await expect(receiving.append('broken', 0, (async function* () { yield Buffer.from('abc'); throw new Error('the line is cut') })())).rejects.toThrow('the line is cut')
  expect(await readFile(join(folder, 'broken'), 'utf8')).toBe('abc')
  await receiving.append('broken', 3, chunksOf(Buffer.from('def')))
  expect(await receiving.sha256('broken')).toBe(sha256(Buffer.from('abcdef')))
})

test('a file larger than the disk is refused before it is sent', async () => {
  await expect(receivingFolder(folder).begin('large', 1e18)).rejects.toMatchObject({ code: 'no-space' })
})

test.each(['../out', 'a/b', '', '.', '..', 'a\0'])('no id leads out of the folder: %j', async (id) => {
  await expect(receivingFolder(folder).size(id)).rejects.toMatchObject({ code: 'not-found' })
  await expect(receivingFolder(folder).remove(id)).rejects.toMatchObject({ code: 'not-found' })
})

test('alone() lets works on one file take turns, also after one that failed', async () => {
  const receiving = receivingFolder(folder)
  const told: string[] = []
  const work = (name: string) => () => new Promise<void>((resolve, reject) => { told.push(`${name} begins`); setTimeout(() => { told.push(`${name} ends`); if (name === 'b') reject(new Error('b')); else resolve() }, 5) })
  await Promise.allSettled(['a', 'b', 'c'].map((name) => receiving.alone('one', work(name))))
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('remove() and list() know which files there are', async () => {
  const receiving = receivingFolder(join(folder, 'own'))
  expect(await receiving.list()).toEqual([])
  await receiving.begin('one', 1)
  expect(await receiving.list()).toEqual(['one'])
  await receiving.remove('one')
  await receiving.remove('one')
  expect(await receiving.size('one')).toBeUndefined()
})
