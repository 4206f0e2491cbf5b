import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type FileToZip, testFolder, zipOf } from './collecting.fixture.ts'
import { UNPACK_LIMITS } from './unpack.ts'
import { withZip } from './zip-archive.ts'

const file = join(testFolder(), 'a.zip')

async function read(files: readonly FileToZip[], limits = UNPACK_LIMITS): Promise<string[]> {
  writeFileSync(file, zipOf(files))
  return withZip(file, 'a.zip', async (members) => {
    const texts: string[] = []
    for (const member of members) texts.push(`${member.name}=${Buffer.concat(await Array.fromAsync(member.bytes())).toString()}`)
    return texts
  }, limits)
}

test('withZip() gives the files in order, without the litter of operating systems', async () => {
  expect(await read([{ name: '한글/b.csv', bytes: 'B' }, { name: '__MACOSX/b.csv', bytes: 'x' }, { name: 'dir/', bytes: '' }, { name: '.DS_Store', bytes: 'x' }, { name: 'a.csv', bytes: 'A' }])).toEqual(['한글/b.csv=B', 'a.csv=A'])
})

test.each([
  ['a name that climbs out', [{ name: '../../etc/x.csv', bytes: 'x' }], /zip slip/],
  ['an absolute name', [{ name: '/etc/x.csv', bytes: 'x' }], /zip slip/],
  ['an encrypted file', [{ name: 'x.csv', bytes: 'x', isEncrypted: true }], /encrypted/],
  ['a file larger than it claims', [{ name: 'x.csv', bytes: 'x'.repeat(1000), claimedBytes: 1 }], /damaged/],
] as const)('%s is refused', async (_what, files, sentence) => {
  await expect(read(files)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(sentence) })
})

test('a bomb and a file that is no archive are refused', async () => {
  await expect(read([{ name: 'a.csv', bytes: Buffer.alloc(600_000) }, { name: 'b.csv', bytes: Buffer.alloc(600_000) }], { bytes: 1e6, ratio: 200 })).rejects.toThrow(/unpacks to more/)
  writeFileSync(file, 'PK\x03\x04 and nothing more')
  await expect(withZip(file, 'a.zip', async () => undefined)).rejects.toMatchObject({ code: 'bad-input' })
})
