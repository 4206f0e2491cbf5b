import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { PeopleTables } from './people-tables.ts'

interface Place { readonly path?: string }

/** Keeps suspended people out, and writes into the audit log what the library does to accounts. */
export function recordSignIns({ database, clock }: { database: Database; clock: Clock }) {
  const record = (personId: string, act: string, object = `person:${personId}`, detail: Readonly<Record<string, string>> = {}) =>
    database.transaction((tx) => recordInAuditLog({ actor: `person:${personId}`, act, object, detail }, { tx, clock }))
  return {
    user: {
      create: { after: ({ id }: { id: string }) => record(id, 'account:create') },
      update: {
        async after(user: Readonly<Record<string, unknown>> & { id: string }, place: Place | null) {
          if (place?.path === '/verify-email') await record(user.id, 'account:verify-address')
          if (place?.path?.startsWith('/two-factor/')) await record(user.id, user['twoFactorEnabled'] === true ? 'account:enable-second-factor' : 'account:disable-second-factor')
        },
      },
    },
    account: {
      create: {
        // A provider's tokens hold what it knows about the person, and we ask it nothing later.
        before: (account: object) => Promise.resolve({ data: { ...account, accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null } }),
        async after({ userId, providerId }: { userId: string; providerId: string }) {
          if (providerId !== 'credential') await record(userId, 'account:link-provider')
        },
      },
      update: {
        async after({ userId }: { userId: string }, place: Place | null) {
          if (place?.path === '/change-password' || place?.path === '/reset-password') await record(userId, 'account:change-password')
        },
      },
    },
    session: {
      create: {
        async before({ userId }: { userId: string }) {
          const person = await database.queries.withTables<PeopleTables>().selectFrom('person').select('suspended_at').where('id', '=', userId).executeTakeFirst()
          return person?.suspended_at === null ? undefined : false
        },
        after: ({ id, userId }: { id: string; userId: string }, place: Place | null) => record(userId, 'session:begin', `session:${id}`, place?.path === '/passkey/verify-authentication' ? { with: 'passkey' } : {}),
      },
    },
  }
}
