import { expect, test } from 'vitest'
import { VersionPath } from './catalogue-paths.ts'

test.each([['1.0.0', true], ['latest', true], ['1.0', false], ['1.0.0/..', false], ['LATEST', false]])('VersionPath takes %s: %s', (version, isGood) => {
  expect(VersionPath.safeParse({ publisher: 'city', slug: 'discharges', version }).success).toBe(isGood)
})
