import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { EnqueueMail } from '#platform/mail/mail.ts'
import type { Principal } from './principal.ts'

/** The permissions that acts about people ask for. */
export type PeoplePermission = 'organisation:create' | 'organisation:manage' | 'key:manage' | 'session:manage' | 'me:change' | 'operator:users'

/** What acts about people need. The rule book stands on this room, so it comes in as a need. */
export interface PeopleNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
  /** Whose days count, such as Asia/Seoul. */
  readonly timeZone: string
  readonly publicUrl: string
  readonly enqueueMail: EnqueueMail
  readonly authorise: (principal: Principal, permission: PeoplePermission, organisationId?: string) => void
}
