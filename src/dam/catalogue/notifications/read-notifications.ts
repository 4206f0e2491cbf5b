import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Queries } from '#platform/database/database.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import type { NotificationAnswer } from '../feedback/feedback-answers.ts'
import { wordNotice } from './notice-words.ts'
import type { NotificationTables } from './notification-tables.ts'

export interface NotificationsWanted {
  readonly principal: Principal
  readonly offset: number
  readonly limit: number
}

interface NotificationNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly isRecused: IsRecused
}

/** What a person was told, newest first; nothing of what they are recused from by now. A duty that is done counts as read. */
export async function listNotifications({ principal, offset, limit }: NotificationsWanted, { database: { queries }, isRecused }: NotificationNeeds): Promise<{ items: NotificationAnswer[]; total: number }> {
  authorise(principal, 'notification:read')
  const personId = personOf(principal) ?? ''
  const hidden = await listHidden(personId, { queries, isRecused })
  const wanted = queries.withTables<NotificationTables>().selectFrom('notification').where('person_id', '=', personId).$if(hidden.length > 0, (query) => query.where('object', 'not in', hidden))
  const { total } = await wanted.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await wanted.select(['id', 'kind', 'facts', 'address', 'at', 'is_duty', 'read_at', 'done_at']).orderBy('at', 'desc').orderBy('id', 'desc').offset(offset).limit(limit).execute()
  return { items: rows.map(({ id, kind, facts, address, at, is_duty: isDuty, read_at: readAt, done_at: doneAt }) => ({ id, kind, title: wordNotice(kind, facts), address, at: at.toISOString(), isRead: readAt !== null || doneAt !== null, isDuty })), total }
}

/** How many of them a person has not read. */
export async function countUnread(personId: string, { queries }: { readonly queries: Queries }): Promise<number> {
  const { unread } = await queries.withTables<NotificationTables>().selectFrom('notification').select(({ fn }) => fn.countAll<number>().as('unread'))
    .where('person_id', '=', personId).where('read_at', 'is', null).where('done_at', 'is', null).executeTakeFirstOrThrow()
  return unread
}

/** Notes that a person has read some of their own; ids of others are passed over. */
export async function readNotifications({ principal, ids }: { readonly principal: Principal; readonly ids: readonly string[] }, { database: { queries }, clock }: { readonly database: Pick<Database, 'queries'>; readonly clock: Clock }): Promise<void> {
  authorise(principal, 'notification:read')
  if (ids.length === 0) return
  await queries.withTables<NotificationTables>().updateTable('notification').set({ read_at: clock.now() }).where('person_id', '=', personOf(principal) ?? '').where('id', 'in', [...ids]).where('read_at', 'is', null).execute()
}

async function listHidden(personId: string, { queries, isRecused }: { readonly queries: Queries; readonly isRecused: IsRecused }): Promise<string[]> {
  const rows = await queries.withTables<NotificationTables>().selectFrom('notification').select('object').distinct().where('person_id', '=', personId).execute()
  const ties = rows.map(({ object }) => ({ object, objects: [object, organisationOf(object)] }))
  if (ties.length === 0 || !await isRecused({ personId, objects: ties.flatMap(({ objects }) => objects) }, queries)) return []
  const hidden: string[] = []
  for (const { object, objects } of ties) if (await isRecused({ personId, objects }, queries)) hidden.push(object)
  return hidden
}

/** `dataset:city/visits` → `organisation:city`. */
function organisationOf(object: string): string {
  return object.replace(/^dataset:([^/]+)\/.*$/, 'organisation:$1')
}
