import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { type ActNeeds, recordAct, versionObject } from '../datasets/record-act.ts'
import { recallAcknowledged } from './access-events.ts'
import type { AccessTables } from './access-tables.ts'

/**
 * Notes that somebody who has a recalled version has destroyed it. Said twice, the first time counts.
 *
 * @throws {Refusal} `not-found` where the person was not asked
 */
export async function acknowledgeRecall({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, newId }: ActNeeds): Promise<void> {
  authorise(principal, 'recall:acknowledge')
  const personId = personOf(principal) ?? ''
  await database.transaction(async (tx) => {
    const tables = tx.withTables<AccessTables>()
    const row = await tables.selectFrom('recall_notice as n').innerJoin('recall as r', 'r.id', 'n.recall_id').innerJoin('version as v', 'v.id', 'r.version_id')
      .innerJoin('dataset as d', 'd.id', 'v.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
      .select(['n.acknowledged_at', 'v.id as versionId', 'v.version', 'd.id as datasetId', 'd.slug', 'o.id as organisationId', 'o.slug as publisher'])
      .where('n.recall_id', '=', id).where('n.person_id', '=', personId).forUpdate('n').executeTakeFirst()
    if (!row) throw new Refusal('not-found', 'There is no such recall that you were asked about')
    const { acknowledged_at: before, ...version } = row
    if (before) return
    await tables.updateTable('recall_notice').set({ acknowledged_at: clock.now() }).where('recall_id', '=', id).where('person_id', '=', personId).execute()
    const payload = { recallId: id, ...version, personId }
    await recordAct({ principal, act: 'recall:acknowledge', object: versionObject(version), detail: { destroyed: true }, event: { definition: recallAcknowledged, payload } }, { tx, clock, newId })
  })
}
