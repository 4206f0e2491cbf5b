import fc from 'fast-check'
import { isAscii, isUtf8 } from 'node:buffer'
import { expect, test } from 'vitest'
import { surveyText } from './text-survey.ts'

function survey(bytes: Uint8Array, size: number) {
  const looking = surveyText()
  for (let first = 0; first < bytes.length; first += size) looking.push(bytes.subarray(first, first + size))
  return looking.end()
}

test('surveyText() says of any bytes in any chunks what the whole says', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\0', 'é', 'e\u0301', '\u0301', '가', '\u1100', '\u1161', '😀', '\u212b') }).map((text) => Buffer.from(text))
  fc.assert(fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes))), fc.integer({ min: 1, max: 7 }), (bytes, size) => {
    const valid = isUtf8(bytes)
    const text = bytes.toString('utf8')
    expect(survey(bytes, size)).toMatchObject({ isAscii: isAscii(bytes), isUtf8: valid, hasNul: bytes.includes(0), ...(valid && { isNfc: text === text.normalize('NFC') }) })
  }), { numRuns: 2000 })
})
