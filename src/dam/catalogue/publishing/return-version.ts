import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { versionReturned } from '../datasets/dataset-events.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, versionObject } from '../datasets/record-act.ts'
import type { RefuseSameHand } from './approve-version.ts'
import { getVersion, type VersionAddress } from './find-version.ts'
import { lockVersion, moveVersion } from './move-version.ts'
import type { PublishingTables } from './publishing-tables.ts'
import { recordDecision, versionFacts } from './record-decision.ts'

export interface ReturnRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  readonly words: string
}

/**
 * Gives a version back to its stewards, with reasons.
 *
 * @throws {Refusal} `not-found`; `forbidden`, also for whoever ran or submitted it; `bad-input` without reasons, `conflict` when it does not wait for a decision
 */
export async function returnVersion({ principal, address, words }: ReturnRequest, { database, clock, newId, isRecused, refuseSameHand }: ActNeeds & { readonly isRecused: IsRecused; readonly refuseSameHand: RefuseSameHand }): Promise<void> {
  const version = await getVersion({ principal, address }, { queries: database.queries, isRecused })
  authorise(principal, 'version:decide', version.dataset.organisation.id)
  if (words.trim() === '') throw new Refusal('bad-input', 'Say what is to be corrected')
  await database.transaction(async (tx) => {
    const { state, submittedBy } = await lockVersion(version.id, tx)
    await refuseSameHand(tx, { person: personOf(principal) ?? '', act: 'version:decide', object: versionObject({ ...version.dataset, version: version.version }) })
    await tx.withTables<PublishingTables>().updateTable('version').set({ state: moveVersion(state, 'return') }).where('id', '=', version.id).execute()
    await recordDecision({ principal, version, decision: 'returned', words, act: 'version:decide', event: { definition: versionReturned, payload: { ...versionFacts(version), submittedBy } } }, { tx, clock, newId })
  })
}
