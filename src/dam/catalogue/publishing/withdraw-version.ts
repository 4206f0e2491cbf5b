import type { Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { Words } from '../datasets/dataset-answers.ts'
import { versionWithdrawn } from '../datasets/dataset-events.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { getVersion, type VersionAddress } from './find-version.ts'
import { lockVersion, moveVersion } from './move-version.ts'
import { pointToLatest } from './point-to-latest.ts'
import type { PublishingTables } from './publishing-tables.ts'
import { recordDecision, versionFacts } from './record-decision.ts'
import { wordsOf } from './release-gate.ts'

export interface WithdrawRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  /** Told to everyone, for good. */
  readonly words: Words
}

/**
 * Takes a published version back: its files are gone for readers, its page and the reason stay.
 *
 * @throws {Refusal} `not-found`, `forbidden`, `bad-input` without a reason in Korean or English, `conflict` when it is not published
 */
export async function withdrawVersion({ principal, address, words }: WithdrawRequest, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<void> {
  const version = await getVersion({ principal, address }, { queries: database.queries, isRecused })
  authorise(principal, 'version:withdraw', version.dataset.organisation.id)
  if (!words.ko?.trim() && !words.en?.trim()) throw new Refusal('bad-input', 'Say in Korean or in English why the version is withdrawn; the reason stays on its page')
  await database.transaction(async (tx) => {
    const { state } = await lockVersion(version.id, tx)
    await tx.withTables<PublishingTables>().updateTable('version').set({ state: moveVersion(state, 'withdraw'), withdrawn_at: clock.now(), withdrawn_because: asJsonb(words) }).where('id', '=', version.id).execute()
    await pointToLatest(version.dataset.id, tx)
    await recordDecision({ principal, version, decision: 'withdrawn', words: wordsOf(words), act: 'version:withdraw', event: { definition: versionWithdrawn, payload: versionFacts(version) } }, { tx, clock, newId })
  })
}
