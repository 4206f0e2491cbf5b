import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { madePrivacy, madeQuality } from './outcome.fixture.ts'
import { readRelease } from './read-release.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

const whole = {
  'manifest.json': JSON.stringify({ name: 'city/people', version: '1.0.0' }),
  'reports/privacy.json': JSON.stringify(madePrivacy()), 'reports/quality.json': JSON.stringify(madeQuality()),
}

function made(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'datadam-compare-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

test('readRelease() reads the reports of a release', async () => {
  expect(await readRelease(made(whole), 'A')).toEqual({ kind: 'release', name: 'city/people', version: '1.0.0', privacy: madePrivacy(), quality: madeQuality() })
})

test.each([
  { what: 'an empty folder', files: {}, code: 'not-found', says: 'A is not the folder of a release' },
  { what: 'half a release', files: { 'manifest.json': whole['manifest.json'] }, code: 'not-found', says: 'no reports/privacy.json' },
  { what: 'a report that is no JSON', files: { ...whole, 'reports/quality.json': '{' }, code: 'bad-input', says: 'reports/quality.json of A' },
  { what: 'a report of another form', files: { ...whole, 'reports/privacy.json': '{"rows": "secret"}' }, code: 'bad-input', says: 'reports/privacy.json of A' },
  { what: 'a fairness report of another form', files: { ...whole, 'reports/fairness.json': '[]' }, code: 'bad-input', says: 'reports/fairness.json of A' },
])('readRelease() refuses $what', async ({ files, code, says }) => {
  const refused = readRelease(made(files), 'A')
  await expect(refused).rejects.toMatchObject({ code })
  await expect(refused).rejects.toThrow(says)
  await expect(refused).rejects.not.toThrow('secret')
})
