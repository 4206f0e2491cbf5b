import { Refusal } from '#platform/refusal.ts'
import type { Evidence } from './evidence.ts'
import type { Version } from './find-version.ts'
import { wordsOf } from './release-gate.ts'

/** A version that has files to give. */
export type ReleasedVersion = Version & { readonly releasePath: string; readonly evidence: Evidence }

/**
 * The version, if it has files to give.
 *
 * @throws {Refusal} `gone` with the reason for a withdrawn version, `not-ready` for one that was not run to its end
 */
export function releasedVersion(version: Version): ReleasedVersion {
  const { releasePath, evidence, state, withdrawnAt, withdrawnBecause } = version
  if (state === 'withdrawn') throw new Refusal('gone', `Version ${version.version} was withdrawn on ${withdrawnAt?.toISOString().slice(0, 10) ?? ''}: ${wordsOf(withdrawnBecause ?? {})}`)
  if (releasePath === null || evidence === null) throw new Refusal('not-ready', `Version ${version.version} has no release yet; run it to its end first`)
  return { ...version, releasePath, evidence }
}
