import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanName } from './clean-name.ts'

test.each([
  ['discharges.csv', 'discharges.csv'],
  ['퇴원 기록 2026.csv', '퇴원 기록 2026.csv'],
  ['\u1112\u1161\u11ab.csv', '한.csv'],
  ['2026/01.csv', '2026-01.csv'],
  ['../../etc/passwd', 'etc-passwd'],
  ['C:\\Users\\a.csv', 'C_-Users-a.csv'],
  ['/etc/passwd', 'etc-passwd'],
  ['.htaccess', 'htaccess'],
  ['...', 'file'], ['', 'file'], ['/', 'file'], [' ', 'file'],
  ['a\0b\nc.csv', 'a_b_c.csv'],
  ['gnp\u202Egpj.exe', 'gnp_gpj.exe'],
  ['a*?{b}[c].csv', 'a___b__c_.csv'],
  ['http://host/x.csv', 'http_-host-x.csv'],
])('cleanName() makes %j into %j', (name, cleaned) => {
  expect(cleanName(name)).toBe(cleaned)
})

test('cleanName() keeps the ending of a long name', () => {
  const cleaned = cleanName(`${'가'.repeat(200)}.csv.gz`)
  expect(Buffer.byteLength(cleaned)).toBeLessThanOrEqual(200)
  expect(cleaned).toMatch(/^가+\.csv\.gz$/)
})

test('cleanName() gives a plain name that stays as it is, for any text', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('.', '/', '\\', ' ', 'a', '-') }), fc.string({ unit: 'grapheme', maxLength: 500 })), (name) => {
    const cleaned = cleanName(name)
    expect(cleaned).not.toMatch(/[/\\\0]|^\.|^$/)
    expect(Buffer.byteLength(cleaned)).toBeLessThanOrEqual(200)
    expect(cleanName(cleaned)).toBe(cleaned)
  }), { numRuns: 500 })
})
