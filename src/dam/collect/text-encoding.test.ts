import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { testFolder } from './collecting.fixture.ts'
import { decoderOf, findEncoding, refuseBrokenUtf8 } from './text-encoding.ts'
import { surveyText } from './text-survey.ts'

const file = join(testFolder(), 'a.csv')

function find(bytes: Uint8Array) {
  writeFileSync(file, bytes)
  const survey = surveyText()
  survey.push(bytes)
  return findEncoding(file, survey.end(), 'a.csv')
}

test.each([
  ['utf-8', Buffer.from('a,b\n1,2\n')], ['utf-8', Buffer.from('\ufeff가\n')], ['utf-16le', Buffer.from('a,가\n1,나\n', 'utf16le')],
  ['utf-16be', iconv.encode('a,가\n1,나\n', 'utf16-be')], ['cp949', iconv.encode('이름,값\n똠방각하,펲시\n', 'cp949')],
  // Korean that stands only behind a million rows of ASCII: the whole file decides.
  ['cp949', Buffer.concat([Buffer.from('1,2\n'.repeat(200_000)), iconv.encode('끝,마지막\n', 'cp949')])],
  ['latin-1', Buffer.from('München,Straße\nCôte,café\n', 'latin1')], ['latin-1', Buffer.from('a\n\x93quoted\x94\n', 'latin1')],
] as const)('findEncoding() finds %s', async (encoding, bytes) => {
  expect(await find(bytes)).toBe(encoding)
})

test.each([
  ['UTF-32', Buffer.from('fffe000061000000', 'hex'), /UTF-32/],
  ['NUL bytes', Buffer.from('a,b\n\0\0\0\0\n'), /NUL/],
  ['one broken byte in Korean UTF-8', Buffer.concat([Buffer.from('가나다라\n마바사\n'), Buffer.from([0xc3, 0x28]), Buffer.from('\n아자차\n')]), /first on line 3/],
  ['bytes of no encoding', Buffer.from([97, 10, 0x81, 0x20, 0x8d, 0xff, 10]), /cannot be told/],
])('findEncoding() refuses %s', async (_what, bytes, sentence) => {
  await expect(find(bytes)).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(sentence) })
})

test('refuseBrokenUtf8() names the last line when the last character is cut off', async () => {
  writeFileSync(file, Buffer.from('가\n나').subarray(0, 6))
  await expect(refuseBrokenUtf8(file, 'a.csv')).rejects.toThrow(/line 2/)
})

test('decoderOf() keeps a character that lies across two chunks', () => {
  for (const [encoding, bytes] of [['cp949', iconv.encode('가힣', 'cp949')], ['utf-16le', Buffer.from('가😀', 'utf16le')]] as const) {
    const decoder = decoderOf(encoding)
    expect(Array.from(bytes, (byte) => decoder.write(Uint8Array.of(byte))).join('') + decoder.end()).toBe(encoding === 'cp949' ? '가힣' : '가😀')
  }
})
