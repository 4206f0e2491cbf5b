import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classOf, isNoticeKind, NOTICES, wordNotice } from './notice-words.ts'

const KINDS = Object.keys(NOTICES).filter((kind) => isNoticeKind(kind))

test.each(KINDS)('%s has words in every language, each with the same places to fill', (kind) => {
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted()
  const { ko, en, ar } = NOTICES[kind]
  expect(places(ko)).toEqual(places(en))
  expect(places(ar)).toEqual(places(en))
  expect(places(en)).toContain('title')
  const filled = wordNotice(kind, { title: { ko: '방문', en: 'Visits', ar: 'زيارات' }, version: '1.0.0', until: '2026-03-31', days: 14 })
  for (const [language, title] of [['ko', '방문'], ['en', 'Visits'], ['ar', 'زيارات']] as const) {
    expect(filled[language]).toContain(title)
    expect(filled[language]).not.toMatch(/[{}]|undefined/)
  }
})

test('a title is told in a language that it has', () => {
  expect(wordNotice('new-version', { title: { en: 'Visits' }, version: '2.0.0' }).ko).toContain('Visits')
})

test('wordNotice() keeps any title on one line, and fills nothing that a title asks for', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
    const { en } = wordNotice('new-version', { title: { en: title }, version: '1.0.0' })
    expect(en).not.toMatch(/[\n\r\u2028\u2029]/)
    expect(Array.from(en).length).toBeLessThan(200)
  }))
  expect(wordNotice('new-version', { title: { en: '{version} {until}' }, version: '1.0.0' }).en).toContain('“{version} {until}”')
})

test('duties and rulings are those that change what somebody must or may do', () => {
  expect(KINDS.filter((kind) => classOf(kind) === 'notice')).toEqual(['new-version', 'saved-search', 'withdrawn-version', 'thread-answered', 'thread-decided', 'citing-proposed', 'citing-confirmed'])
})

test.each(['__proto__', 'constructor', 'toString', ''])('%j is no kind of notice', (kind) => {
  expect(isNoticeKind(kind)).toBe(false)
})
