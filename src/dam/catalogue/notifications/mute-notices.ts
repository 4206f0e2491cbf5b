import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { classOf, type NoticeKind } from './notice-words.ts'
import type { NotificationTables } from './notification-tables.ts'

/** Says which kinds of notices a person does not want, all at once. @throws {Refusal} `bad-input` for a kind that cannot be muted */
export async function muteNotices({ principal, kinds }: { readonly principal: Principal; readonly kinds: readonly NoticeKind[] }, { database }: { readonly database: Database }): Promise<void> {
  authorise(principal, 'notification:read')
  const personId = personOf(principal) ?? ''
  const firm = kinds.filter((kind) => classOf(kind) !== 'notice')
  if (firm.length > 0) throw new Refusal('bad-input', `What somebody must do, and what changes what they may do, is always told: ${firm.join(', ')}`)
  await database.transaction(async (tx) => {
    const tables = tx.withTables<NotificationTables>()
    await tables.deleteFrom('notification_mute').where('person_id', '=', personId).execute()
    if (kinds.length > 0) await tables.insertInto('notification_mute').values([...new Set(kinds)].map((kind) => ({ person_id: personId, kind }))).execute()
  })
}

/** The kinds that a person has muted. */
export async function listMuted({ principal }: { readonly principal: Principal }, { database: { queries } }: { readonly database: Pick<Database, 'queries'> }): Promise<NoticeKind[]> {
  authorise(principal, 'notification:read')
  const rows = await queries.withTables<NotificationTables>().selectFrom('notification_mute').select('kind').where('person_id', '=', personOf(principal) ?? '').orderBy('kind').execute()
  return rows.map(({ kind }) => kind)
}
