import type { Tx } from '#platform/database/database.ts'
import { lockVersion, moveVersion } from './move-version.ts'
import type { PublishingTables } from './publishing-tables.ts'

/** Makes a version a draft again whose run failed or was cancelled; in the transaction that says so. Nothing happens to a version that is another run's by now. */
export async function failVersion({ versionId, runId }: { readonly versionId: string; readonly runId: string }, { tx }: { tx: Tx }): Promise<void> {
  const { state, runId: current } = await lockVersion(versionId, tx)
  if (current !== runId || state !== 'running') return
  await tx.withTables<PublishingTables>().updateTable('version').set({ state: moveVersion(state, 'fail') }).where('id', '=', versionId).execute()
}
