import { expect, test } from 'vitest'
import { VISITS_DETAILS } from './catalogue.fixture.ts'
import type { Version } from './find-version.ts'
import { EVIDENCE } from './publishing.fixture.ts'
import { releasedVersion } from './released-version.ts'

const version: Version = {
  id: 'v', version: '1.0.0', state: 'published', runId: null, startedBy: null, submittedBy: null, releasePath: 'releases/x', rows: 1, bytes: 1, manifestSha256: '', verification: 'passed',
  evidence: EVIDENCE, doi: null, publishedAt: new Date(0), withdrawnAt: null, withdrawnBecause: null, isInside: false,
  dataset: { id: 'd', publisher: 'city', slug: 'visits', organisation: { id: 'o', slug: 'city', name: {} }, details: VISITS_DETAILS, access: 'open', doi: null, latestVersionId: 'v', createdAt: new Date(0) },
}

test('releasedVersion() has files to give', () => {
  expect(releasedVersion(version)).toMatchObject({ releasePath: 'releases/x', evidence: EVIDENCE })
})

test('releasedVersion() says why there are none', () => {
  expect(() => releasedVersion({ ...version, state: 'withdrawn', withdrawnAt: new Date('2026-03-01T09:00:00Z'), withdrawnBecause: { en: 'A column was wrong' } })).toThrow(expect.objectContaining({ code: 'gone', message: 'Version 1.0.0 was withdrawn on 2026-03-01: A column was wrong' }))
  expect(() => releasedVersion({ ...version, state: 'running', releasePath: null, evidence: null })).toThrow(expect.objectContaining({ code: 'not-ready' }))
})
