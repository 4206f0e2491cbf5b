import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { chunksOf, testFolder } from './collecting.fixture.ts'
import { transcodeText, writeSurveyed } from './transcode-text.ts'

const folder = testFolder()
const source = join(folder, 'source')
const target = join(folder, 'target')

test('transcodeText() writes UTF-8 without a mark and surveys it', async () => {
  writeFileSync(source, Buffer.from('\ufeff가,é\n', 'utf16le'))
  expect(await transcodeText(source, 'utf-16le', target, 'a.csv')).toMatchObject({ file: target, survey: { isUtf8: true, isAscii: false, isNfc: true } })
  expect(readFileSync(target, 'utf8')).toBe('가,é\n')
})

test('transcodeText() refuses bytes that are not of the encoding, with their line', async () => {
  writeFileSync(source, Buffer.concat([iconv.encode('가\n나\n', 'cp949'), Buffer.from([0xff, 0xff])]))
  await expect(transcodeText(source, 'cp949', target, 'a.csv')).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('on line 3') })
  writeFileSync(source, Buffer.from('00d8', 'hex'))
  await expect(transcodeText(source, 'utf-16le', target, 'a.csv')).rejects.toMatchObject({ code: 'bad-input' })
})

test('writeSurveyed() writes what comes, and refuses a folder that is not there', async () => {
  await writeSurveyed(chunksOf(Buffer.from('가나다')), target)
  expect(readFileSync(target, 'utf8')).toBe('가나다')
  await expect(writeSurveyed(chunksOf(Buffer.from('x')), join(folder, 'no', 'x'))).rejects.toMatchObject({ code: 'not-found' })
})
