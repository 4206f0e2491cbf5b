import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Slug } from '#dam/catalogue/datasets/dataset-answers.ts'
import { emptyDetails, LICENCES, readKeywords, slugFrom } from './dataset-details.ts'

test('readKeywords() takes commas of every language, and each word once', () => {
  expect(readKeywords('병원, 퇴원،خروج,, 병원 ')).toEqual(['병원', '퇴원', 'خروج'])
})

test('slugFrom() makes an address from an English title', () => {
  expect(slugFrom('Hospital Discharges, 2025!')).toBe('hospital-discharges-2025')
  expect(slugFrom('퇴원 기록')).toBe('')
})

test('what slugFrom() makes of any title is empty or an address', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (title) => {
    const slug = slugFrom(title)
    expect(slug === '' || Slug.safeParse(slug).success).toBe(true)
  }))
})

test('a new data set begins with a licence of the list', () => {
  expect(LICENCES.map(({ id }) => id)).toContain(emptyDetails().licence.id)
})
