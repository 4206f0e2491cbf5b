import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { orderFacts } from './evidence.ts'
import { readEvidence, type ReadReleaseFile, releaseFolder } from './read-evidence.ts'
import { releasedVisits } from './released-visits.fixture.ts'

const VISITS = { publisher: 'test-city', slug: 'visits', version: '1.0.0' }
let folder = ''
beforeAll(async () => { folder = `${await releasedVisits()}/test-city/visits@1.0.0` }, 300_000)

test('readEvidence() gathers columns, files and facts of a real release', async () => {
  const evidence = await readEvidence(VISITS, releaseFolder(folder))
  expect(evidence).toMatchObject({ rows: 240, verification: 'passed' })
  expect(evidence.columns.map(({ name, role }) => [name, role])).toEqual([['나이', 'quasi-identifier'], ['성별', 'quasi-identifier'], ['진단', 'sensitive'], ['비용', 'plain']])
  expect(evidence.columns[3]).toMatchObject({ type: 'integer', missingShare: 0 })
  expect(evidence.files.filter(({ path }) => path.startsWith('data/')).map(({ rows }) => rows)).toEqual([100, 100, 40])
  for (const { path, bytes } of evidence.files) expect([path, (await readFile(`${folder}/${path}`)).byteLength]).toEqual([path, bytes])
  expect(evidence.files.map(({ path }) => path)).toContain('manifest.json')
  expect(evidence.promises.every(({ verdict }) => verdict !== 'failed')).toBe(true)
  expect(evidence.promises.map(({ id }) => id).join()).toContain('k-anonymity')
  expect(evidence.face.map(({ column }) => column)).toContain('진단')
  expect(evidence.measured.filter(({ verdict }) => verdict === 'failed').length).toBe(1)
  const verdicts = orderFacts(evidence).map(({ verdict }) => verdict)
  expect(verdicts[0]).toBe('failed')
  expect(verdicts.lastIndexOf('failed')).toBe(0)
})

test.each([
  ['another data set', { ...VISITS, slug: 'others' }, undefined, 'says that it is test-city/visits@1.0.0'],
  ['another version', { ...VISITS, version: '2.0.0' }, undefined, 'not test-city/visits@2.0.0'],
  ['a report that was changed', VISITS, 'reports/verification.json', 'not the file that was sealed'],
])('readEvidence() refuses %s', async (_, version, changed, because) => {
  const read: ReadReleaseFile = async (path) => {
    const bytes = await releaseFolder(folder)(path)
    return path === changed ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes
  }
  await expect(readEvidence(version, read)).rejects.toMatchObject({ code: 'promise-failed', message: expect.stringContaining(because) })
})
