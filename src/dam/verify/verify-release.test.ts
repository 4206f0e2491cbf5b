import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { VerificationReport } from '#dam/dataset/reports.ts'
import { fullChanges } from './full-release.fixture.ts'
import { type Cell, type Draft, makeRelease, RELEASED } from './made-release.fixture.ts'
import { scratchEngine } from './scratch-engine.fixture.ts'
import type { VerificationRequest } from './verification-request.ts'
import { verifyRelease } from './verify-release.ts'

const scratch = scratchEngine()

test('verifyRelease() passes a right release with all evidence, and makes every check', async () => {
  const request = await makeRelease(join(scratch.folder(), 'right'), { engine: scratch.engine() })
  const report = await verifyRelease(request, { engine: scratch.engine() })
  expect(report.checks.filter(({ fact }) => fact.verdict === 'failed').map(({ id, findings }) => ({ id, findings }))).toEqual([])
  expect(report.checks.filter(({ fact }) => fact.verdict === 'not-checked').map(({ id }) => id)).toEqual(NOT_ASKED)
  expect(report.verdict).toBe('passed')
})

test.each(['strict-local', 'free-local'] as const)('verifyRelease() passes a right release with every promise in a %s recoding, and makes every check', async (recoding) => {
  const engine = scratch.engine()
  const request = await makeRelease(join(scratch.folder(), recoding), { engine, changes: fullChanges({}, { recoding, engine }) })
  const report = await verifyRelease(request, { engine })
  expect(report.checks.filter(({ fact }) => fact.verdict === 'failed').map(({ id, findings }) => ({ id, findings }))).toEqual([])
  expect(report.checks.filter(({ fact }) => fact.verdict === 'not-checked').map(({ id }) => id)).toEqual(recoding === 'strict-local' ? [] : ['delta-presence-8', 'parting'])
})

/** What the plain release does not promise. */
const NOT_ASKED = ['parting', 'groups', 'small-cells', 'weights']
const LATER = ['source-rows', 'ancestors', 'treatments', 'pseudonyms', 'disturbances', 'parting', 'near-copies', 'leaves', 'entropy', 'groups', 'small-cells', 'weights', 'row-order', 'identifier-cells', 'identifier-texts']

test('a stranger without the source learns which checks could not be made, and why', async () => {
  const { release } = await makeRelease(join(scratch.folder(), 'stranger'), { engine: scratch.engine() })
  const report = await verifyRelease({ release, seal: 'expected' }, { engine: scratch.engine() })
  expect(report.verdict).toBe('passed')
  const unmade = report.checks.filter(({ fact }) => fact.verdict === 'not-checked')
  expect(unmade.map(({ id }) => id)).toEqual(LATER)
  expect(unmade.every(({ fact }) => (fact.because?.en ?? '').length > 20)).toBe(true)
})

test('a stranger with the source has classes, values and leaves checked as counts', async () => {
  const { release, evidence } = await makeRelease(join(scratch.folder(), 'source'), { engine: scratch.engine() })
  const source = { table: tableOf(evidence) }
  const report = await verifyRelease({ release, seal: 'expected', source }, { engine: scratch.engine() })
  expect(failedOf(report)).toEqual([])
  expect(report.checks.filter(({ id }) => ['source-classes', 'source-values', 'leaves', 'near-copies'].includes(id)).map(({ fact }) => fact.verdict)).toEqual(['passed', 'passed', 'passed', 'passed'])
})

test.each([
  { what: 'a wrong class', by: 'source-classes', column: RELEASED.sex, value: 'F' },
  { what: 'a changed kept cell', by: 'source-values', column: RELEASED.diagnosis, value: 'J0x' },
])('a stranger with the source catches $what', async ({ by, column, value }) => {
  const changes = { data: (draft: Draft) => { const row = draft.rows.find((one) => one[RELEASED.sex] === 'M'); if (row) row[column] = value } }
  const { release, evidence } = await makeRelease(join(scratch.folder(), by), { engine: scratch.engine(), changes })
  const report = await verifyRelease({ release, seal: 'expected', source: { table: tableOf(evidence) } }, { engine: scratch.engine() })
  expect(failedOf(report)).toContain(by)
})

test('in quarantine the seal is not asked for', async () => {
  const request = await makeRelease(join(scratch.folder(), 'quarantine'), { engine: scratch.engine(), changes: { seal: 'not-yet' } })
  const report = await verifyRelease(request, { engine: scratch.engine() })
  expect(failedOf(report)).toEqual([])
  expect(report.checks.filter(({ fact }) => fact.verdict === 'not-checked').map(({ id }) => id)).toEqual(['manifest', 'signature', 'certificate', ...NOT_ASKED])
})

test('an accepted risk is noted with its reason, and passes', async () => {
  const changes = { delivery: (row: Cell[]) => { row[10] = `code ${row[3] ?? ''}` }, recipe: (text: string) => text.replace('ward: {role: plain}', 'ward: {role: plain, accept-risk: the ward is public}') }
  const report = await verifyRelease(await makeRelease(join(scratch.folder(), 'accepted'), { engine: scratch.engine(), changes }), { engine: scratch.engine() })
  expect(report.verdict).toBe('passed')
  const check = report.checks.find(({ id }) => id === 'near-copies')
  expect(check?.fact.verdict).toBe('noted')
  expect(check?.fact.because?.en).toMatch(/the ward is public/)
})

test('a folder that is no release fails, and says what it lacks', async () => {
  const report = await verifyRelease({ release: scratch.folder(), seal: 'expected' }, { engine: scratch.engine() })
  expect(report.verdict).toBe('failed')
  expect(report.checks[0]?.findings).toEqual(['recipe.yaml cannot be read'])
})

function failedOf(report: VerificationReport): string[] {
  return report.checks.filter(({ fact }) => fact.verdict === 'failed').map(({ id }) => id)
}

function tableOf(evidence: VerificationRequest['evidence']) {
  if (!evidence) throw new Error('A made release has its evidence')
  return evidence.table
}
