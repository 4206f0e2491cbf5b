import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachmentNamed } from './content-disposition.ts'

test.each([
  { name: 'visits.csv', written: 'attachment; filename="visits.csv"' },
  { name: '방문 기록.csv', written: `attachment; filename="__ __.csv"; filename*=UTF-8''%EB%B0%A9%EB%AC%B8%20%EA%B8%B0%EB%A1%9D.csv` },
  { name: 'a"; filename=evil.exe', written: `attachment; filename="a_; filename=evil.exe"; filename*=UTF-8''a%22%3B%20filename%3Devil.exe` },
  { name: "it's (new)*.txt", written: 'attachment; filename="it\'s (new)*.txt"' },
  { name: "it's ü.txt", written: `attachment; filename="it's _.txt"; filename*=UTF-8''it%27s%20%C3%BC.txt` },
  { name: '100%41.txt', written: `attachment; filename="100_41.txt"; filename*=UTF-8''100%2541.txt` },
])('attachmentNamed() writes $name', ({ name, written }) => {
  expect(attachmentNamed(name)).toBe(written)
})

test('any name is one header, always an attachment, and comes back whole', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
    const written = attachmentNamed(name)
    expect(new Headers({ 'content-disposition': written }).get('content-disposition')).toBe(written)
    const [, plain, extended] = /^attachment; filename="([\x20-\x7e]*?)"(?:; filename\*=UTF-8''([\w!#$&+\-.^`|~%]*))?$/.exec(written) ?? []
    expect(extended === undefined ? plain : decodeURIComponent(extended)).toBe(name.toWellFormed())
    expect(plain).not.toMatch(/["\\%/]/)
  }), { numRuns: 500 })
})
