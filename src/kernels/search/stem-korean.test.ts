import { expect, test } from 'vitest'
import { stemKorean } from './stem-korean.ts'

test.each([
  ['학교에', '학교'], ['학교를', '학교'], ['학교에서는', '학교'], ['학교와', '학교'], ['학교로', '학교'], ['학교까지의', '학교'],
  ['병원을', '병원'], ['병원은', '병원'], ['병원으로', '병원'], ['병원과', '병원'], ['서울로', '서울'], ['물을', '물'], ['집에서', '집'], ['학생들의', '학생'],
  ['이용하는', '이용'], ['제공합니다', '제공'], ['자료입니다', '자료'],
])('stemKorean() leaves of %s the noun %s', (word, stem) => {
  expect(stemKorean(word)?.text).toBe(stem)
})

test.each(['마을', '가을', '국가', '평가', '효과', '결과', '정의', '온도', '학교', '학', '', 'data', '학ᄀ'])('stemKorean() leaves %s whole: sounds do not agree, or too little would be left', (word) => {
  expect(stemKorean(word)).toBeUndefined()
})

test.each(['고양이', '경기도', '어린이', '인구밀도'])('stemKorean() is in doubt about %s', (word) => {
  expect(stemKorean(word)?.evidence).toBe('weak')
})
