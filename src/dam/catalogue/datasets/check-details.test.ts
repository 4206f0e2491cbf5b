import { expect, test } from 'vitest'
import { checkDetails, isLicenceOver } from './check-details.ts'
import type { DatasetDetails, LicenceTerms } from './dataset-answers.ts'

const details = (title: DatasetDetails['title'], licence: Partial<LicenceTerms> = {}): DatasetDetails => ({
  title, description: {}, keywords: [], domain: null, contact: null, access: 'open', language: [],
  licence: { id: 'CC-BY-4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null, ...licence },
})

test.each([
  details({ ko: '퇴원 기록' }),
  details({ en: 'Discharges' }, { id: 'LicenseRef-city', territory: 'KR', mayRedistribute: false, expires: '2027-12-31' }),
  details({ en: 'Discharges' }, { id: 'https://example.org/terms', mustAttribute: false }),
  details({ en: 'Discharges' }, { id: 'CC0-1.0', mustAttribute: false }),
])('checkDetails() takes %j', (good) => {
  expect(() => checkDetails(good)).not.toThrow()
})

test.each([
  [details({}), 'title in Korean or in English'],
  [details({ ar: 'خروج', en: '  ' }), 'title in Korean or in English'],
  [details({ ko: '기록' }, { id: 'free for all!' }), 'SPDX'],
  [details({ ko: '기록' }, { id: 'javascript:alert(1)' }), 'SPDX'],
  [details({ ko: '기록' }, { id: 'X', territory: 'Korea' }), 'country code'],
  [details({ ko: '기록' }, { mustAttribute: false }), 'attribution'],
  [details({ ko: '기록' }, { id: 'CC0-1.0', territory: 'KR', mustAttribute: false, expires: '2027-01-01' }), 'territory, expiry'],
])('checkDetails() refuses %j', (bad, because) => {
  expect(() => checkDetails(bad)).toThrow(because)
})

test('isLicenceOver() counts the last day', () => {
  const licence = details({}, { expires: '2026-12-31' }).licence
  expect(['2026-12-31', '2027-01-01'].map((day) => isLicenceOver(licence, day))).toEqual([false, true])
  expect(isLicenceOver({ ...licence, expires: null }, '2999-01-01')).toBe(false)
})
