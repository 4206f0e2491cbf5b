import { expect, test } from 'vitest'
import type { Principal } from '#platform/auth/principal.ts'
import { VISITS_DETAILS } from './catalogue.fixture.ts'
import { decideDownload, type DownloadAnswer, refuseDownload, type WantedVersion } from './decide-download.ts'

const anonymous: Principal = { kind: 'anonymous' }
const key = (scopes: Extract<Principal, { kind: 'key' }>['scopes']): Principal => ({ kind: 'key', personId: 'p', keyId: 'k', actingFor: null, scopes })
const version = (expires: string | null, isInside = false): WantedVersion => ({
  state: 'published', isInside,
  dataset: { id: 'd', publisher: 'city', slug: 'visits', organisation: { id: 'o', slug: 'city', name: {} }, details: { ...VISITS_DETAILS, licence: { ...VISITS_DETAILS.licence, expires } }, access: 'open', doi: null, latestVersionId: null, createdAt: new Date(0) },
})
const clock = { now: () => new Date('2026-06-30T23:59:59Z') }
const needs = (answer: DownloadAnswer) => ({ clock, mayDownload: () => Promise.resolve(answer) })
const NO = { may: false, code: 'unauthenticated', because: 'Sign in first' } as const

test.each([
  ['a key with the scope', key(['download']), version(null), true],
  ['a key without the scope', key(['read']), version(null), 'The key lacks the scope download; make one that has it'],
  ['anybody on the last day of the licence', anonymous, version('2026-06-30'), true],
  ['anybody after the end of the licence', anonymous, version('2026-06-29'), 'The licence of this data set ended on 2026-06-29'],
  ['its own people after the end of the licence', anonymous, version('2026-06-29', true), true],
] as const)('decideDownload() for %s', async (_, principal, wanted, outcome) => {
  const answer = await decideDownload({ principal, version: wanted }, needs({ may: true }))
  expect(answer.may || answer.because).toBe(outcome)
})

test('decideDownload() asks access class and grants last', async () => {
  expect(await decideDownload({ principal: anonymous, version: version(null) }, needs(NO))).toEqual(NO)
})

test('refuseDownload() refuses in the words of the decision', async () => {
  await expect(refuseDownload({ principal: anonymous, version: version(null) }, needs(NO))).rejects.toMatchObject({ code: 'unauthenticated', message: 'Sign in first' })
  await expect(refuseDownload({ principal: anonymous, version: version(null) }, needs({ may: true }))).resolves.toBeUndefined()
})
