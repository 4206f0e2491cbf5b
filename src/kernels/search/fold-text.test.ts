import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'

test.each([
  ['Hospital  DISCHARGES\n2026', 'hospital discharges 2026'],
  ['퇴원 기록'.normalize('NFD'), '퇴원 기록'],
  ['ＡＢＣ １２', 'abc 12'],
  ['Données İzmir', 'donnees izmir'],
  ['إحصاءات المُستَشـــفى', 'احصاءات المستشفي'],
  ['مدرسة أحمد آمن', 'مدرسه احمد امن'],
  ['٢٠٢٦ ۲۰۲۶', '2026 2026'],
  ['soft\u00ADhyphen ze\u200Cro', 'softhyphen zero'],
  ['ㅎㅏㄱㄱㅛ', '하ᄀ교'],
  ['\uD800 a', '\uFFFD a'],
])('foldText() folds %j to %j', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

test('foldText() takes every character there is, and a folded text stays the same', () => {
  const changed: string[] = []
  // Many at a time, each between letters of other scripts.
  for (let first = 0; first <= 0x10FFFF; first += 256) {
    const once = foldText(Array.from({ length: 256 }, (_, at) => `a${String.fromCodePoint(first + at)}ا `).join(''))
    if (foldText(once) !== once) changed.push(first.toString(16))
  }
  expect(changed).toEqual([])
})

test('foldText() takes any text, lone surrogates too, and a folded text stays the same', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0, max: 0xFFFF })).map((codes) => String.fromCharCode(...codes)))
  fc.assert(fc.property(text, (text) => {
    const once = foldText(text)
    expect(foldText(once)).toBe(once)
    expect(once).toBe(once.trim())
  }))
})
