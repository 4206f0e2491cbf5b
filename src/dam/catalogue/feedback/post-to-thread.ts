import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import { threadPosted } from './feedback-events.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import { lockThread, speaksForPublisher, type Thread, threadFacts, threadObject } from './find-thread.ts'
import { mayMoveThread } from './thread-state.ts'

/**
 * Writes in a thread. What the publisher writes to an open question answers it.
 *
 * @throws {Refusal} `not-found`
 */
export async function postToThread({ principal, id, words }: { readonly principal: Principal; readonly id: string; readonly words: string }, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  authorise(principal, 'feedback:write')
  const by = personOf(principal) ?? ''
  await database.transaction(async (tx) => {
    const thread = await lockThread({ principal, id }, { tx, isRecused })
    const isPublisher = await speaksForPublisher(principal, thread.dataset, { queries: tx, isRecused })
    const postId = newId()
    await tx.withTables<FeedbackTables>().insertInto('thread_post').values({ id: postId, thread_id: id, author_id: by, is_publisher: isPublisher, at: clock.now(), words }).execute()
    if (isPublisher && by !== thread.authorId) await answer(thread, clock.now(), tx)
    const payload = { ...threadFacts(thread), postId, by, isPublisher }
    await recordAct({ principal, act: 'feedback:write', object: threadObject(id), detail: { post: postId }, event: { definition: threadPosted, payload } }, { tx, clock, newId })
  })
}

async function answer({ id, kind, state }: Thread, now: Date, tx: Tx): Promise<void> {
  if (!mayMoveThread(kind, state, 'answered')) return
  await tx.withTables<FeedbackTables>().updateTable('thread').set({ state: 'answered', decided_at: now }).where('id', '=', id).execute()
}
