import { personOf, type Principal } from '#platform/auth/principal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { versionSubmitted } from '../datasets/dataset-events.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { type DiffNeeds, keepDiff } from './keep-diff.ts'
import { getVersion, type VersionAddress } from './find-version.ts'
import { lockVersion, moveVersion } from './move-version.ts'
import type { PublishingTables } from './publishing-tables.ts'
import { recordDecision, versionFacts } from './record-decision.ts'

/**
 * Hands a version on to a second person, with what changed since the version before.
 *
 * @throws {Refusal} `not-found`, `forbidden`, or `conflict` when its evidence is not complete or it is submitted already
 */
export async function submitVersion({ principal, address }: { readonly principal: Principal; readonly address: VersionAddress }, needs: ActNeeds & DiffNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  const { database, clock, newId, isRecused } = needs
  const version = await getVersion({ principal, address }, { queries: database.queries, isRecused })
  authorise(principal, 'version:submit', version.dataset.organisation.id)
  moveVersion(version.state, 'submit')
  await keepDiff(version, needs)
  await database.transaction(async (tx) => {
    const { state } = await lockVersion(version.id, tx)
    const submittedBy = personOf(principal) ?? ''
    await tx.withTables<PublishingTables>().updateTable('version').set({ state: moveVersion(state, 'submit'), submitted_by: submittedBy, submitted_at: clock.now() }).where('id', '=', version.id).execute()
    await recordDecision({ principal, version, decision: 'submitted', words: '', act: 'version:submit', event: { definition: versionSubmitted, payload: { ...versionFacts(version), submittedBy } } }, { tx, clock, newId })
  })
}
