import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { compareVersions } from '../datasets/compare-versions.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import { threadDecided } from './feedback-events.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import { lockThread, speaksForPublisher, type Thread, threadFacts, threadObject } from './find-thread.ts'
import { refuseMove, type ThreadState } from './thread-state.ts'

export interface ThreadDecision {
  readonly principal: Principal
  readonly id: string
  readonly state: ThreadState
  /** Of what is fixed: the published version in which it is. */
  readonly fixedIn?: string | undefined
}

/**
 * Decides what becomes of a thread, for its publisher.
 *
 * @throws {Refusal} `not-found`; `forbidden` for others, and for whoever opened it; `conflict` where the state does not allow it; `bad-input` for a fix that is in no later version
 */
export async function decideThread({ principal, id, state, fixedIn }: ThreadDecision, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  await database.transaction(async (tx) => {
    const thread = await lockThread({ principal, id }, { tx, isRecused })
    authorise(principal, 'feedback:answer', thread.dataset.organisation.id)
    if (!await speaksForPublisher(principal, thread.dataset, { queries: tx, isRecused })) throw new Refusal('not-found', 'There is no such thread')
    if (thread.authorId === personOf(principal)) throw new Refusal('forbidden', 'Nobody decides on a thread of their own (rule author-not-moderator); another person must')
    refuseMove(thread.kind, thread.state, state)
    if ((state === 'fixed') !== (fixedIn !== undefined)) throw new Refusal('bad-input', 'Name the version in which it is fixed; only what is fixed has one')
    if (fixedIn !== undefined) await checkFix(thread, fixedIn, tx)
    await tx.withTables<FeedbackTables>().updateTable('thread').set({ state, decided_at: clock.now(), fixed_in: fixedIn ?? null }).where('id', '=', id).execute()
    const payload = { ...threadFacts(thread), state, fixedIn: fixedIn ?? null }
    await recordAct({ principal, act: 'feedback:answer', object: threadObject(id), detail: { state, fixedIn: fixedIn ?? null }, event: { definition: threadDecided, payload } }, { tx, clock, newId })
  })
}

async function checkFix({ dataset, version }: Thread, fixedIn: string, tx: Tx): Promise<void> {
  const found = await tx.withTables<FeedbackTables>().selectFrom('version').select('id').where('dataset_id', '=', dataset.id).where('version', '=', fixedIn).where('state', '=', 'published').executeTakeFirst()
  if (!found) throw new Refusal('bad-input', 'What is fixed is fixed in a published version; there is none of this number')
  if (version !== null && compareVersions(fixedIn, version) <= 0) throw new Refusal('bad-input', `It is about version ${version}; it is fixed in a later one`)
}
