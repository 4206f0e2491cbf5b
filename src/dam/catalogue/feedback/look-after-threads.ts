import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { appendEvent } from '#platform/events/append-event.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { threadOverdue } from './feedback-events.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import { threadObject } from './find-thread.ts'

const ACTOR = 'program:triage-clock'

/** Tells the owners of threads that are open although they were due, once each. @returns how many */
export async function lookAfterThreads({ database, clock, newId }: ActNeeds): Promise<number> {
  const late = await database.queries.withTables<FeedbackTables>().selectFrom('thread as t').innerJoin('dataset as d', 'd.id', 't.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
    .select(['t.id as threadId', 't.kind', 't.author_id as authorId', 'd.id as datasetId', 'o.id as organisationId', 'o.slug as publisher', 'd.slug'])
    .where('t.state', '=', 'open').where('t.overdue_told_at', 'is', null).where('t.due_at', '<', clock.now()).orderBy('t.due_at').execute()
  let told = 0
  for (const payload of late) {
    told += await database.transaction(async (tx) => {
      const { numUpdatedRows } = await tx.withTables<FeedbackTables>().updateTable('thread').set({ overdue_told_at: clock.now() })
        .where('id', '=', payload.threadId).where('state', '=', 'open').where('overdue_told_at', 'is', null).executeTakeFirstOrThrow()
      if (numUpdatedRows === 0n) return 0
      const object = threadObject(payload.threadId)
      await appendEvent(threadOverdue, { actor: ACTOR, subject: object, payload }, { tx, clock, newId })
      await recordInAuditLog({ actor: ACTOR, act: threadOverdue.type, object }, { tx, clock })
      return 1
    })
  }
  return told
}
