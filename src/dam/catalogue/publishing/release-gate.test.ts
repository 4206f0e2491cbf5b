import { expect, test } from 'vitest'
import { wordsOf } from './release-gate.ts'

test('wordsOf() takes the first language that is there', () => {
  expect([{ ko: '가', en: 'a', ar: 'ا' }, { ko: '가', ar: 'ا' }, { ar: 'ا' }, {}].map(wordsOf)).toEqual(['a', '가', 'ا', ''])
})
