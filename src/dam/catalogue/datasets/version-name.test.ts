import { expect, test } from 'vitest'
import { versionName } from './version-name.ts'

test('versionName() is the name of the release', () => {
  expect(versionName({ publisher: 'city', slug: 'discharges', version: '1.0.0' })).toBe('city/discharges@1.0.0')
})
