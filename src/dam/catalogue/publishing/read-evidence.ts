import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { Fact } from '#dam/dataset/fact.ts'
import { FairnessReport } from '#dam/dataset/fairness-report.ts'
import { Manifest, PrivacyReport, ProfileReport, QualityReport, VerificationReport } from '#dam/dataset/reports.ts'
import { Refusal } from '#platform/refusal.ts'
import { versionName } from '../datasets/version-name.ts'
import type { Evidence } from './evidence.ts'
import { faceOfProfile } from './face-of-profile.ts'

/** Where the files of a release are read from: a folder, or an object store. */
export type ReadReleaseFile = (path: string) => Promise<Uint8Array>

/** Reads out of a folder that holds a release. */
export function releaseFolder(folder: string): ReadReleaseFile {
  return (path) => readFile(join(folder, path))
}

/**
 * Gathers what is known of a release from its reports, each first held against the manifest.
 *
 * @throws {Refusal} `promise-failed` when the release is not that of the version, or a report is not the one that was sealed
 */
export async function readEvidence(version: { readonly publisher: string; readonly slug: string; readonly version: string }, read: ReadReleaseFile): Promise<Evidence> {
  const manifestBytes = await read('manifest.json')
  const signature = await read('manifest.sig')
  const manifest = Manifest.parse(JSON.parse(textOf(manifestBytes)))
  const released = `${manifest.name}@${manifest.version}`
  if (released !== versionName(version)) throw new Refusal('promise-failed', `The release says that it is ${released}, not ${versionName(version)}; correct dataset.name and release.version in the recipe`)

  async function report<Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.infer<Schema>> {
    const path = `reports/${name}.json`
    const bytes = await read(path)
    if (manifest.files.find((file) => file.path === path)?.sha256 !== sha256Of(bytes)) throw new Refusal('promise-failed', `${path} is not the file that was sealed; run the recipe again`)
    return schema.parse(JSON.parse(textOf(bytes)))
  }
  const verification = await report('verification', VerificationReport)
  const profile = await report('profile', ProfileReport)
  const quality = await report('quality', QualityReport)
  const privacy = await report('privacy', PrivacyReport)
  const fairness = manifest.files.some(({ path }) => path === 'reports/fairness.json') ? await report('fairness', FairnessReport) : undefined
  const roles = new Map(privacy.treatments.map(({ column, role }) => [column, role]))
  const profiles = new Map(profile.columns.map((column) => [column.name, column]))
  const seals = [{ path: 'manifest.json', bytes: manifestBytes }, { path: 'manifest.sig', bytes: signature }]
    .map(({ path, bytes }) => ({ path, bytes: bytes.byteLength, sha256: sha256Of(bytes), rows: null }))
  const files = [...manifest.files.map(({ path, bytes, sha256, rows = null }) => ({ path, bytes, sha256, rows })), ...seals]
  return {
    rows: manifest.rows, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), manifestSha256: sha256Of(manifestBytes), verification: verification.verdict,
    columns: manifest.columns.map(({ name, type }) => ({ name, type, role: roles.get(name) ?? null, missingShare: profiles.get(name)?.missingShare ?? null, distinct: profiles.get(name)?.distinct ?? null })),
    files,
    promises: plain([...verification.checks.map(({ fact }) => fact), ...privacy.modelFacts, ...privacy.parity]),
    measured: plain([...quality.facts, ...quality.plan.facts, ...fairness?.findings ?? []]),
    face: faceOfProfile(profile),
  }
}

/** Facts without what their report adds to them. */
function plain(facts: readonly Fact[]): Fact[] {
  return facts.map((fact) => Fact.parse(fact))
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
