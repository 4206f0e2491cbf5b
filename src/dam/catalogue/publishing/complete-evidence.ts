import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { Evidence } from './evidence.ts'
import { lockVersion, moveVersion } from './move-version.ts'
import type { PublishingTables } from './publishing-tables.ts'

export interface EvidenceRequest {
  readonly versionId: string
  readonly runId: string
  /** Where the release lies in the object store, without a slash at its end. */
  readonly releasePath: string
  /** From `readEvidence`, read before the transaction. */
  readonly evidence: Evidence
}

/**
 * Gives a version the release that its run has made; in the transaction that ends the run. Said twice by the same run, it is done once.
 *
 * @throws {Refusal} `conflict` when the version is another run's by now
 */
export async function completeEvidence({ versionId, runId, releasePath, evidence }: EvidenceRequest, { tx }: { tx: Tx }): Promise<void> {
  const locked = await lockVersion(versionId, tx)
  if (locked.runId !== runId) throw new Refusal('conflict', 'The version was begun anew by another run')
  if (locked.state !== 'running' && locked.releasePath === releasePath) return
  await tx.withTables<PublishingTables>().updateTable('version').set({
    state: moveVersion(locked.state, 'complete'), release_path: releasePath, rows: evidence.rows, bytes: evidence.bytes,
    manifest_sha256: evidence.manifestSha256, verification: evidence.verification, evidence: asJsonb(evidence), face: asJsonb(evidence.face),
  }).where('id', '=', versionId).execute()
}
