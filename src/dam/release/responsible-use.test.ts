import { expect, test } from 'vitest'
import { describedRelease } from './release.fixture.ts'
import { responsibleUse } from './responsible-use.ts'

test('responsibleUse() tells the promise of privacy with its measured figures', () => {
  expect(responsibleUse(describedRelease())['rai:personalSensitiveInformation']).toEqual([
    'Every combination of quasi-identifiers is shared by at least 17 rows (k-anonymity with k = 5), recounted from the released files.',
    'Highest chance of finding a person known to be in the data: 5.00 %, before 100.00 %.',
    'Recoding: all rows have the same level of each column.',
    'No column is named sensitive.',
  ])
})

test('failed rules are limits, a plan that was not met is a bias', () => {
  const use = responsibleUse(describedRelease())
  expect(use['rai:dataLimitations']).toEqual(['Not for clinical use', 'stay_days in range: asked 1, measured 0.95.', expect.stringContaining('3 of 20 rows')])
  expect(use['rai:dataBiases']).toEqual(['rows: asked 50, measured 20.'])
})

test('without a privacy model no anonymity is claimed', () => {
  const release = describedRelease()
  const privacy = { ...release.privacy, models: [], modelFacts: [] }
  expect(JSON.stringify(responsibleUse({ ...release, privacy }))).not.toContain('k-anonymity')
})
