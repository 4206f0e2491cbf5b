import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import { accessGranted, accessRefused } from './access-events.ts'
import type { AccessTables } from './access-tables.ts'
import { moveApplication } from './application-state.ts'
import { dayOf, daysAfter } from './days.ts'
import { answersAs, type Application, applicationFacts, applicationObject, isOwnAccess, lockApplication } from './find-application.ts'

export type ApplicationDecision =
  | { readonly kind: 'grant'; readonly until: string; readonly words: string }
  | { readonly kind: 'refuse'; readonly words: string }

export interface DecideRequest {
  readonly principal: Principal
  readonly id: string
  readonly decision: ApplicationDecision
}

/**
 * Grants an application until a day, which is included, or refuses it with reasons.
 *
 * @throws {Refusal} `not-found`; `forbidden` for an access of one's own, or an owner before the answer is late; `conflict` when it does not wait;
 * `bad-input` for an end that was not asked for, or a refusal without reasons
 */
export async function decideApplication({ principal, id, decision }: DecideRequest, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  await database.transaction(async (tx) => {
    const application = await lockApplication({ principal, id }, { tx, isRecused })
    const { organisationId, state } = application
    const decidedBy = personOf(principal) ?? ''
    // Asked before the role: also an officer learns why this one is not theirs to decide.
    await refuseOwn(application, decidedBy, tx)
    authorise(principal, 'access:answer', organisationId)
    if (await answersAs(principal, application, tx) === 'owner' && !application.isEscalated) {
      throw new Refusal('forbidden', 'Owners decide only on applications whose answer is late (access:answer); this one waits for an access officer')
    }
    const next = moveApplication(state, decision.kind)
    const now = clock.now()
    const decided = { state: next, decided_at: now, decided_by: decidedBy, reasons: decision.words.trim() }
    const facts = applicationFacts(application)
    const tables = tx.withTables<AccessTables>()
    if (decision.kind === 'grant') {
      checkUntil(decision.until, application, now)
      await tables.updateTable('application').set({ ...decided, granted_until: decision.until }).where('id', '=', id).execute()
      await recordAct({ principal, act: 'access:decide', object: applicationObject(id), detail: { decision: next, until: decision.until }, event: { definition: accessGranted, payload: { ...facts, until: decision.until } } }, { tx, clock, newId })
    } else {
      if (decided.reasons === '') throw new Refusal('bad-input', 'Say why the application is refused')
      await tables.updateTable('application').set(decided).where('id', '=', id).execute()
      await recordAct({ principal, act: 'access:decide', object: applicationObject(id), detail: { decision: next }, event: { definition: accessRefused, payload: facts } }, { tx, clock, newId })
    }
  })
}

async function refuseOwn(application: Application, personId: string, tx: Tx): Promise<void> {
  if (await isOwnAccess(application, personId, tx)) throw new Refusal('forbidden', 'Nobody decides on an access of their own (rule apply-not-decide); another person must')
}

function checkUntil(until: string, { until: asked, form }: Pick<Application, 'until' | 'form'>, now: Date): void {
  if (until < dayOf(now)) throw new Refusal('bad-input', 'The end of the access lies in the past')
  if (until > asked) throw new Refusal('bad-input', `Access was asked for until ${asked}; it may end earlier, not later`)
  const last = dayOf(daysAfter(now, form.longestDays))
  if (until > last) throw new Refusal('bad-input', `Access to this data set is given for at most ${form.longestDays} days, so until ${last}`)
}
