import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSentences } from './translate-sentence.ts'

const SENTENCES = { 'The file is empty': '파일이 비어 있습니다', '{0} has {1} rows': '{1}개 행이 {0}에 있습니다', '{0} has no rows': '{0}에 행이 없습니다', 'A second person must do this: {0} ({1})': '다른 사람이 해야 합니다: {0} ({1})', 'whoever ran it': '실행한 사람' }
const translate = openSentences(SENTENCES)

test.each([
  ['The file is empty', '파일이 비어 있습니다'],
  ['visits.csv has 12 rows', '12개 행이 visits.csv에 있습니다'],
  ['visits.csv has no rows', 'visits.csv에 행이 없습니다'],
  ['A second person must do this: whoever ran it (a)', '다른 사람이 해야 합니다: 실행한 사람 (a)'],
  ['A second person must do this: a.csv has no rows (b)', '다른 사람이 해야 합니다: a.csv에 행이 없습니다 (b)'],
  ['Something else', null],
  ['constructor', null],
])('%j becomes %j', (english, translation) => {
  expect(translate(english)).toBe(translation)
})

test('whatever fills the places stands in the translation', () => {
  fc.assert(fc.property(fc.string().filter((text) => !text.includes(' has ') && !Object.hasOwn(SENTENCES, text)), fc.integer(), (name, rows) => {
    expect(translate(`${name} has ${rows} rows`)).toBe(`${rows}개 행이 ${name}에 있습니다`)
  }))
})
