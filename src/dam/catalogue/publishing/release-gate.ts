import type { Tx } from '#platform/database/database.ts'
import type { Words } from '../datasets/dataset-answers.ts'
import type { Evidence } from './evidence.ts'

/** A version that somebody is about to approve, as gates see it. */
export interface GatedVersion {
  readonly versionId: string
  readonly datasetId: string
  readonly organisationId: string
  /** Such as `version:city/discharges@1.0.0`. */
  readonly object: string
  readonly evidence: Evidence
  readonly startedBy: string | null
  readonly submittedBy: string | null
  /** Who approves, and with what words. */
  readonly approver: string
  readonly words: string
}

export type GateAnswer = { readonly open: true } | { readonly open: false; readonly because: Words }

/**
 * Something that must be so before a version is published. Programmes plug in more of them.
 *
 * It is asked inside the transaction that publishes, with the version's row held; a gate that reads rows of its own
 * locks them, so that what it saw stays so. It awaits nothing but `tx`.
 */
export interface ReleaseGate {
  readonly id: string
  check(version: GatedVersion, needs: { readonly tx: Tx }): Promise<GateAnswer>
}

/** Gives `because` as one sentence, for a refusal. */
export function wordsOf(words: Words): string {
  return words.en ?? words.ko ?? words.ar ?? ''
}
