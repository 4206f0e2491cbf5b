import type { ColumnType } from 'kysely'
import type { AccessTables } from '../access/access-tables.ts'
import type { FeedbackTables } from '../feedback/feedback-tables.ts'
import type { NoticeFacts, NoticeKind } from './notice-words.ts'

/** The tables of notifications, and what is read to know who is told. */
export type NotificationTables = Omit<AccessTables, 'person'> & Pick<FeedbackTables, 'follow' | 'thread_post'> & {
  person: { id: string; name: string; email: string; email_verified: boolean; language: 'ko' | 'en' | 'ar'; suspended_at: Date | null }
  notification: {
    id: string; person_id: string; event_id: string; kind: NoticeKind; facts: ColumnType<NoticeFacts, NoticeFacts, NoticeFacts>; address: string; object: string
    at: Date; is_duty: boolean; duty: string | null; read_at: Date | null; done_at: Date | null
  }
  notification_mute: { person_id: string; kind: NoticeKind }
}
