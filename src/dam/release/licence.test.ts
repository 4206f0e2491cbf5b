import { expect, test } from 'vitest'
import { licenceNamed } from './licence.ts'

test.each([
  { written: 'CC-BY-4.0', hubName: 'cc-by-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  { written: 'CC-BY-NC-SA-4.0', hubName: 'cc-by-nc-sa-4.0', url: 'https://creativecommons.org/licenses/by-nc-sa/4.0/' },
  { written: 'CC0-1.0', hubName: 'cc0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  { written: 'ODbL-1.0', hubName: 'odbl', url: 'https://spdx.org/licenses/ODbL-1.0.html' },
  { written: 'KOGL Type 1', hubName: 'other', url: undefined },
  { written: 'https://www.kogl.or.kr/info/licenseType1.do', hubName: 'other', url: 'https://www.kogl.or.kr/info/licenseType1.do' },
])('$written is $hubName on the Hub', ({ written, hubName, url }) => {
  expect(licenceNamed(written)).toEqual({ name: written, hubName, url })
})
