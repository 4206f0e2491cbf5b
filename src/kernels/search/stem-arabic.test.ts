import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'
import { stemArabic, withoutArabicArticle } from './stem-arabic.ts'

test.each([
  ['مستشفى', 'المستشفى', 'المُسْتَشْفَى', 'والمستشفى', 'بالمستشفى', 'للمستشفى'],
  ['مدرسة', 'المدرسه', 'المـدرسة', 'ومدرسة'],
  ['إحصاء', 'احصاء', 'الإحصاء', 'إحصاءات'],
  ['معلم', 'المعلمون', 'معلمين', 'معلمات'],
])('stemArabic() joins the forms of %s', (...forms) => {
  expect(new Set(forms.map((form) => stemArabic(foldText(form)))).size).toBe(1)
})

test.each(['ولد', 'الم', 'وات', 'ليل', 'هي', ''])('stemArabic() leaves %s whole: too little would be left', (word) => {
  expect(stemArabic(word)).toBe(word)
})

test('withoutArabicArticle() takes the article alone', () => {
  expect(['المدارس', 'والمدارس', 'مدارس', 'الم'].map(withoutArabicArticle)).toEqual(['مدارس', 'مدارس', 'مدارس', 'الم'])
})
