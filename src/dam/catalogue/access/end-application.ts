import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import { accessRevoked, accessWithdrawn } from './access-events.ts'
import type { AccessTables } from './access-tables.ts'
import { moveApplication } from './application-state.ts'
import { applicationFacts, applicationObject, lockApplication } from './find-application.ts'

type EndNeeds = ActNeeds & { readonly isRecused: IsRecused }

/**
 * Takes back an application of one's own that waits.
 *
 * @throws {Refusal} `not-found`; `forbidden` for another person's; `conflict` when it does not wait
 */
export async function withdrawApplication({ principal, id }: { readonly principal: Principal; readonly id: string }, { database, clock, newId, isRecused }: EndNeeds): Promise<void> {
  authorise(principal, 'access:apply')
  await database.transaction(async (tx) => {
    const application = await lockApplication({ principal, id }, { tx, isRecused })
    if (application.applicantId !== personOf(principal)) throw new Refusal('forbidden', 'Only whoever made an application withdraws it; refuse it instead')
    const state = moveApplication(application.state, 'withdraw')
    await tx.withTables<AccessTables>().updateTable('application').set({ state, ended_at: clock.now(), ended_by: application.applicantId }).where('id', '=', id).execute()
    await recordAct({ principal, act: 'access:apply', object: applicationObject(id), detail: { decision: state }, event: { definition: accessWithdrawn, payload: applicationFacts(application) } }, { tx, clock, newId })
  })
}

/**
 * Ends access before its last day, with reasons.
 *
 * @throws {Refusal} `not-found`, `forbidden`, `conflict` when no access holds, `bad-input` without reasons
 */
export async function revokeAccess({ principal, id, words }: { readonly principal: Principal; readonly id: string; readonly words: string }, { database, clock, newId, isRecused }: EndNeeds): Promise<void> {
  const reasons = words.trim()
  if (reasons === '') throw new Refusal('bad-input', 'Say why the access is revoked')
  await database.transaction(async (tx) => {
    const application = await lockApplication({ principal, id }, { tx, isRecused })
    authorise(principal, 'access:answer', application.organisationId)
    const state = moveApplication(application.state, 'revoke')
    await tx.withTables<AccessTables>().updateTable('application').set({ state, reasons, ended_at: clock.now(), ended_by: personOf(principal) ?? '' }).where('id', '=', id).execute()
    await recordAct({ principal, act: 'access:decide', object: applicationObject(id), detail: { decision: state }, event: { definition: accessRevoked, payload: applicationFacts(application) } }, { tx, clock, newId })
  })
}
