import { expect, test } from 'vitest'
import { compareVersions } from './compare-versions.ts'

test('compareVersions() orders by number, not by letter', () => {
  const versions = ['1.9.0', '1.10.0', '0.1.0', '1.0.10', '1.0.2', '10.0.0', '2.0.0']
  expect(versions.toSorted(compareVersions)).toEqual(['0.1.0', '1.0.2', '1.0.10', '1.9.0', '1.10.0', '2.0.0', '10.0.0'])
  expect(compareVersions('1.2.3', '1.2.3')).toBe(0)
})
