import { expect, test } from 'vitest'
import { datasetDoi, versionDoi } from './doi.ts'

const address = { publisher: 'city', slug: 'discharges', version: '1.0.0' }

test('identifiers name publisher, data set and version; without a prefix there is none', () => {
  expect([datasetDoi(address, '10.12345'), versionDoi(address, '10.12345')]).toEqual(['10.12345/city.discharges', '10.12345/city.discharges.v1.0.0'])
  expect([datasetDoi(address, null), versionDoi(address, null)]).toEqual([null, null])
})
