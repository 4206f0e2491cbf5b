import { sql } from 'kysely'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import { actorOf } from '#platform/auth/principal.ts'
import type { Tx } from '#platform/database/database.ts'
import { appendEvent } from '#platform/events/append-event.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { Words } from '../datasets/dataset-answers.ts'
import { versionWithdrawn } from '../datasets/dataset-events.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import type { ActNeeds, TxNeeds } from '../datasets/record-act.ts'
import { getVersion, type Version, type VersionAddress } from '../publishing/find-version.ts'
import { lockVersion, moveVersion } from '../publishing/move-version.ts'
import { pointToLatest } from '../publishing/point-to-latest.ts'
import { recordDecision, versionFacts } from '../publishing/record-decision.ts'
import { wordsOf } from '../publishing/release-gate.ts'
import { versionRecalled } from './access-events.ts'
import type { AccessTables } from './access-tables.ts'

export interface RecallRequest {
  readonly principal: Principal
  readonly address: VersionAddress
  /** Told to everyone, for good. */
  readonly because: Words
}

/**
 * Recalls a version: nobody can have its files any more, and everybody who took one of them, or a sample, is named and
 * asked to destroy it. Those who took open data without an account are not known; the tombstone tells them.
 *
 * @throws {Refusal} `not-found`, `forbidden`, `bad-input` without a reason in Korean or English, `conflict` when it was never published or is recalled already
 */
export async function recallVersion({ principal, address, because }: RecallRequest, { database, clock, newId, isRecused }: ActNeeds & { readonly isRecused: IsRecused }): Promise<{ id: string }> {
  const version = await getVersion({ principal, address }, { queries: database.queries, isRecused })
  authorise(principal, 'version:recall', version.dataset.organisation.id)
  if (!because.ko?.trim() && !because.en?.trim()) throw new Refusal('bad-input', 'Say in Korean or in English why the version is recalled; the reason stays on its page')
  return database.transaction(async (tx) => {
    const isWithdrawnNow = await withdraw({ version, because }, { tx, clock, newId })
    const id = newId()
    const made = await tx.withTables<AccessTables>().insertInto('recall').values({ id, version_id: version.id, because: asJsonb(because), at: clock.now(), recalled_by: personOf(principal) ?? '' })
      .onConflict((conflict) => conflict.column('version_id').doNothing()).returning('id').executeTakeFirst()
    if (!made) throw new Refusal('conflict', 'This version is recalled already')
    await nameHolders({ recallId: id, versionId: version.id }, tx)
    const facts = versionFacts(version)
    // Followers hear of the withdrawal, those who have it of the recall.
    if (isWithdrawnNow) await appendEvent(versionWithdrawn, { actor: actorOf(principal), subject: `version:${facts.publisher}/${facts.slug}@${facts.version}`, payload: facts }, { tx, clock, newId })
    await recordDecision({ principal, version, decision: 'withdrawn', words: wordsOf(because), act: 'version:recall', event: { definition: versionRecalled, payload: { ...facts, recallId: id } } }, { tx, clock, newId })
    return { id }
  })
}

/** Withdraws it, unless somebody did before. */
async function withdraw({ version, because }: { readonly version: Version; readonly because: Words }, { tx, clock }: TxNeeds): Promise<boolean> {
  const { state } = await lockVersion(version.id, tx)
  if (state === 'withdrawn') return false
  await tx.withTables<AccessTables>().updateTable('version').set({ state: moveVersion(state, 'withdraw'), withdrawn_at: clock.now(), withdrawn_because: asJsonb(because) }).where('id', '=', version.id).execute()
  await pointToLatest(version.dataset.id, tx)
  return true
}

async function nameHolders({ recallId, versionId }: { readonly recallId: string; readonly versionId: string }, tx: Tx): Promise<void> {
  await sql`insert into recall_notice (recall_id, person_id)
    select ${recallId}, person_id from download where version_id = ${versionId}
    union select ${recallId}, person_id from sample_draw where version_id = ${versionId}`.execute(tx)
}
