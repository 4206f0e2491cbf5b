import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { testFolder } from './collecting.fixture.ts'
import { bombGuard, unpacked, UNPACK_LIMITS } from './unpack.ts'

const folder = testFolder()

async function unpack(bytes: Uint8Array, kind: 'gzip' | 'zstandard', limits = UNPACK_LIMITS): Promise<string> {
  const file = join(folder, 'packed')
  writeFileSync(file, bytes)
  return Buffer.concat(await Array.fromAsync(unpacked(file, kind, 'a.gz', limits))).toString()
}

test('unpacked() gives what was packed, of several gzip members too', async () => {
  expect(await unpack(gzipSync('hello'), 'gzip')).toBe('hello')
  expect(await unpack(Buffer.concat([gzipSync('a'), gzipSync('b')]), 'gzip')).toBe('ab')
  expect(await unpack(zstdCompressSync('hello'), 'zstandard')).toBe('hello')
})

test('unpacked() refuses what is damaged or cut off', async () => {
  for (const [kind, bytes] of [['gzip', gzipSync('hello'.repeat(1000))], ['zstandard', zstdCompressSync('hello'.repeat(1000))]] as const) {
    await expect(unpack(bytes.subarray(0, bytes.length - 9), kind)).rejects.toMatchObject({ code: 'bad-input' })
  }
  await expect(unpack(Buffer.from('1f8b0800000000000003ffffffff', 'hex'), 'gzip')).rejects.toMatchObject({ code: 'bad-input' })
})

test('a bomb is refused: too large, or too much for its size', async () => {
  await expect(unpack(gzipSync(Buffer.alloc(2e6)), 'gzip', { bytes: 1e6, ratio: 200 })).rejects.toThrow(/more than 0.001 GB/)
  const guard = bombGuard(1000, 'a.gz')
  guard(99e6)
  expect(() => guard(2e6)).toThrow(/more than 200 times its size/)
})
