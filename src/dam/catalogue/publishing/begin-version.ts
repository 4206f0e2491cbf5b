import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import type { Dataset } from '../datasets/find-dataset.ts'
import { recordAct, type TxNeeds, versionObject } from '../datasets/record-act.ts'
import { lockVersion, moveVersion } from './move-version.ts'
import type { PublishingTables } from './publishing-tables.ts'

export interface BeginRequest {
  readonly principal: Principal
  readonly dataset: Pick<Dataset, 'id' | 'publisher' | 'slug' | 'organisation'>
  readonly version: string
  readonly runId: string
}

/**
 * Makes the version that a run will fill, or takes up the one that is not published yet; in the transaction that starts the run.
 *
 * It writes the audit line of the start (`run:start` on the version), by which separation of duty knows who may not approve it.
 *
 * @throws {Refusal} `conflict` when the version is being run, waits for a decision, or was ever published
 */
export async function beginVersion({ principal, dataset, version, runId }: BeginRequest, { tx, clock, newId }: TxNeeds): Promise<{ versionId: string }> {
  authorise(principal, 'run:start', dataset.organisation.id)
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Refusal('bad-input', 'A version is three numbers, such as 1.0.0')
  const tables = tx.withTables<PublishingTables>()
  const draft = { id: newId(), dataset_id: dataset.id, version, state: 'draft' as const, evidence: null, face: null, withdrawn_because: null, created_at: clock.now(), ...NOTHING_YET }
  await tables.insertInto('version').values(draft).onConflict((conflict) => conflict.columns(['dataset_id', 'version']).doNothing()).execute()
  const { id: versionId } = await tables.selectFrom('version').select('id').where('dataset_id', '=', dataset.id).where('version', '=', version).executeTakeFirstOrThrow()
  const { state } = await lockVersion(versionId, tx)
  await tables.updateTable('version').set({
    state: moveVersion(state, 'begin'), ...NOTHING_YET, run_id: runId, started_by: personOf(principal) ?? null, evidence: null, face: null,
  }).where('id', '=', versionId).execute()
  await recordAct({ principal, act: 'run:start', object: versionObject({ ...dataset, version }), detail: { run: runId } }, { tx, clock, newId })
  return { versionId }
}

const NOTHING_YET = {
  run_id: null, started_by: null, submitted_by: null, submitted_at: null, release_path: null, rows: null, bytes: null,
  manifest_sha256: null, verification: null, doi: null, published_at: null, withdrawn_at: null,
}
