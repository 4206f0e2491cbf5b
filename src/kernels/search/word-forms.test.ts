import { expect, test } from 'vitest'
import { formsOf } from './word-forms.ts'

test.each([
  ['학교에서는', 'hangul', ['written 학교에서는', 'base 학교']],
  ['고양이', 'hangul', ['written 고양이', 'base? 고양']],
  ['hospitals', 'other', ['written hospitals', 'stem hospital']],
  ['data', 'other', ['written data']],
  ['المدرسه', 'arabic', ['written المدرسه', 'base مدرسه', 'stem مدرس']],
  ['2026', 'number', ['written 2026']],
] as const)('formsOf() gives the forms of %s, none twice', (text, script, forms) => {
  expect(formsOf({ text, script }).map(({ text, kind, isDoubtful }) => `${kind}${isDoubtful ? '?' : ''} ${text}`)).toEqual(forms)
})
