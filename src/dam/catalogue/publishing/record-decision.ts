import { personOf } from '#platform/auth/principal.ts'
import type { EventDefinition } from '#platform/events/define-event.ts'
import type { Permission } from '#kernels/rulebook/rule-book.ts'
import { recordAct, type TxNeeds, versionObject } from '../datasets/record-act.ts'
import type { Principal } from '#platform/auth/principal.ts'
import type { Version } from './find-version.ts'
import type { PublishingTables } from './publishing-tables.ts'

export interface Decision<Payload> {
  readonly principal: Principal
  readonly version: Version
  readonly decision: PublishingTables['version_decision']['decision']
  readonly words: string
  readonly act: Permission
  readonly event: { readonly definition: EventDefinition<Payload>; readonly payload: Payload }
}

/** Writes who decided what about a version: the decision with its words, the event, the audit line. Done last in the transaction. */
export async function recordDecision<Payload>({ principal, version, decision, words, act, event }: Decision<Payload>, { tx, clock, newId }: TxNeeds): Promise<void> {
  await tx.withTables<PublishingTables>().insertInto('version_decision').values({
    id: newId(), version_id: version.id, at: clock.now(), person_id: personOf(principal) ?? '', decision, words,
  }).execute()
  await recordAct({ principal, act, object: versionObject({ ...version.dataset, version: version.version }), detail: { decision }, event }, { tx, clock, newId })
}

/** What every event of a version tells. */
export function versionFacts({ id, version, dataset }: Version) {
  return { datasetId: dataset.id, organisationId: dataset.organisation.id, publisher: dataset.publisher, slug: dataset.slug, versionId: id, version }
}
