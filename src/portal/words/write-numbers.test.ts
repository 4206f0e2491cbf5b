import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeBytes, writeDay, writeDistance, writeInstant, writeNumber, writeSeconds, writeShare } from './write-numbers.ts'

test('writeNumber() separates thousands, and writes Latin digits in Arabic too', () => {
  expect(writeNumber(48_210, 'ko')).toBe('48,210')
  expect(writeNumber(48_210, 'ar')).toBe('48,210')
  expect(writeNumber(0.123_456, 'en', 3)).toBe('0.123')
  expect([writeNumber(-0.001, 'en'), writeNumber(-0, 'ko'), writeNumber(-2, 'en')]).toEqual(['0', '0', '-2'])
})

test('writeShare() shows per cent', () => {
  expect(writeShare(0.0712, 'en')).toBe('7.12%')
})

test.each([
  { bytes: 0, shown: '0 byte' },
  { bytes: 999, shown: '999 byte' },
  { bytes: 6_100_000, shown: '6.1 MB' },
  { bytes: 50_000_000_000, shown: '50 GB' },
])('writeBytes() writes $bytes as $shown', ({ bytes, shown }) => {
  expect(writeBytes(bytes, 'en')).toBe(shown)
})

test('writeSeconds() tells the two largest units', () => {
  expect(writeSeconds(125, 'en')).toBe('2 min 5 sec')
  expect(writeSeconds(3600, 'en')).toBe('1 hr')
  expect(writeSeconds(0.2, 'en')).toBe('0 sec')
})

test('days and instants are written in the language', () => {
  expect(writeDay('2026-11-18', 'en')).toBe('Nov 18, 2026')
  expect(writeInstant('2026-11-18T09:00:00.000Z', 'ko')).toContain('2026')
})

test('writeDistance() looks ahead and back', () => {
  const now = Date.parse('2026-11-18T09:00:00.000Z')
  expect(writeDistance('2026-11-21T09:00:00.000Z', now, 'en')).toBe('in 3 days')
  expect(writeDistance('2026-11-17T09:00:00.000Z', now, 'en')).toBe('yesterday')
})

test('any size and any length of time can be written in every language', () => {
  fc.assert(fc.property(fc.nat(), fc.constantFrom('ko', 'en', 'ar'), (amount, language) => {
    expect(writeBytes(amount, language)).toMatch(/\d/)
    expect(writeSeconds(amount, language)).not.toBe('')
  }))
})
