import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise, type Permission } from '#kernels/rulebook/rule-book.ts'
import { versionPublished } from '../datasets/dataset-events.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, type TxNeeds, versionObject } from '../datasets/record-act.ts'
import { datasetDoi, versionDoi } from './doi.ts'
import { getVersion, type Version, type VersionAddress } from './find-version.ts'
import { type DiffNeeds, findVersionBefore, keepDiff } from './keep-diff.ts'
import { lockVersion, moveVersion } from './move-version.ts'
import { pointToLatest } from './point-to-latest.ts'
import type { PublishingTables } from './publishing-tables.ts'
import { recordDecision, versionFacts } from './record-decision.ts'
import { type ReleaseGate, wordsOf } from './release-gate.ts'

/** Refuses an act on something by whoever did to it what does not go with that act. @throws {Refusal} `forbidden` with the rule's id */
export type RefuseSameHand = (tx: Tx, request: { readonly person: string; readonly act: Permission; readonly object: string }) => Promise<void>

export interface ApproveNeeds extends ActNeeds, DiffNeeds {
  readonly isRecused: IsRecused
  readonly refuseSameHand: RefuseSameHand
  readonly gates: readonly ReleaseGate[]
  /** Prefix of identifiers that a registration agency has given, such as 10.12345; null where there is none. */
  readonly doiPrefix: string | null
}

export interface ApproveRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  readonly words: string
}

/**
 * Publishes a version, once a second person and every gate agree. From then on it never changes.
 *
 * @throws {Refusal} `forbidden` for whoever ran or submitted it; `not-ready` with the reason of the first shut gate;
 * `conflict` when it does not wait for approval, or another version was published while its differences were counted
 */
export async function approveVersion({ principal, address, words }: ApproveRequest, needs: ApproveNeeds): Promise<void> {
  const { database, clock, newId, isRecused } = needs
  const version = await getVersion({ principal, address }, { queries: database.queries, isRecused })
  authorise(principal, 'version:decide', version.dataset.organisation.id)
  moveVersion(version.state, 'approve')
  // Counting rows takes minutes on large releases, and no transaction may wait for anything but the database.
  const beforeId = await keepDiff(version, needs)
  await database.transaction(async (tx) => {
    await agree({ principal, version, words }, { ...needs, tx })
    await tx.withTables<PublishingTables>().selectFrom('dataset').select('id').where('id', '=', version.dataset.id).forUpdate().execute()
    if ((await findVersionBefore(version, tx))?.id !== beforeId) throw new Refusal('conflict', 'Another version was published meanwhile; look at the differences again')
    await publish(version, { tx, clock, newId, doiPrefix: needs.doiPrefix })
    const doi = versionDoi(address, needs.doiPrefix)
    await recordDecision({ principal, version, decision: 'approved', words, act: 'version:decide', event: { definition: versionPublished, payload: { ...versionFacts(version), doi } } }, { tx, clock, newId })
  })
}

/** Asks all who must agree, with the row held, so that what they saw stays so. */
async function agree({ principal, version, words }: { readonly principal: Principal; readonly version: Version; readonly words: string }, { tx, refuseSameHand, gates }: ApproveNeeds & { readonly tx: Tx }): Promise<void> {
  const { id, dataset, evidence } = version
  const locked = await lockVersion(id, tx)
  moveVersion(locked.state, 'approve')
  // The release that was read above is the one that is published: a run in between would have gone through other states.
  if (locked.releasePath !== version.releasePath || !evidence) throw new Refusal('conflict', 'The version was run again meanwhile; look at it again')
  const approver = personOf(principal) ?? ''
  const object = versionObject({ ...dataset, version: version.version })
  await refuseSameHand(tx, { person: approver, act: 'version:decide', object })
  for (const gate of gates) {
    const answer = await gate.check({ versionId: id, datasetId: dataset.id, organisationId: dataset.organisation.id, object, evidence, startedBy: locked.startedBy, submittedBy: locked.submittedBy, approver, words }, { tx })
    if (!answer.open) throw new Refusal('not-ready', wordsOf(answer.because))
  }
}

async function publish({ id, version, dataset }: Version, { tx, clock, doiPrefix }: TxNeeds & { readonly doiPrefix: string | null }): Promise<void> {
  const tables = tx.withTables<PublishingTables>()
  await tables.updateTable('version').set({ state: 'published', published_at: clock.now(), doi: versionDoi({ ...dataset, version }, doiPrefix) }).where('id', '=', id).execute()
  if (dataset.doi === null) await tables.updateTable('dataset').set({ doi: datasetDoi(dataset, doiPrefix) }).where('id', '=', dataset.id).execute()
  await pointToLatest(dataset.id, tx)
}
