import { z } from 'zod'
import type { Database } from '#platform/database/database.ts'
import { composeMail, type MailSubject } from '#platform/mail/compose-mail.ts'
import type { EnqueueMail } from '#platform/mail/mail.ts'
import { ADDRESS_HEADER } from './library-columns.ts'
import { accountAddressKey, accountKey, forgetAttempts } from './attempt-limit.ts'

/** What the library says of a person that it wants to write to. */
const Addressee = z.object({ email: z.string(), language: z.enum(['ko', 'en', 'ar']).catch('ko') })

interface Told {
  readonly user: { readonly email: string }
  readonly token: string
}

/** The letters that signing in sends. Each is written down for the worker: how long a mail server takes tells nobody which addresses are known. */
export function signInLetters({ database, enqueueMail, publicUrl }: { database: Database; enqueueMail: EnqueueMail; publicUrl: string }) {
  async function write(user: unknown, about: MailSubject): Promise<void> {
    const { email, language } = Addressee.parse(user)
    await database.transaction((tx) => enqueueMail(composeMail(email, language, about), tx))
  }
  const resetPage = `${publicUrl}/reset-password`
  return {
    // To a page of ours, which asks the library: programs that look through mail open links, and must not confirm an address by it.
    verifyAddress: ({ user, token }: Told) => write(user, { kind: 'verify-address', link: `${publicUrl}/verify?token=${encodeURIComponent(token)}` }),
    resetPassword: ({ user, token }: Told) => write(user, { kind: 'reset-password', link: `${resetPage}?token=${encodeURIComponent(token)}` }),
    addressTaken: ({ user }: Pick<Told, 'user'>) => write(user, { kind: 'address-taken', link: `${publicUrl}/sign-in` }),
    async passwordReset({ user }: Pick<Told, 'user'>, request?: Request) {
      // Whoever was locked out, by own attempts or another's, gets in again.
      await forgetAttempts(accountKey(user.email), database)
      await forgetAttempts(accountAddressKey(user.email, request?.headers.get(ADDRESS_HEADER) ?? ''), database)
      await write(user, { kind: 'password-changed', link: resetPage })
    },
    passkeyAdded: (user: unknown) => write(user, { kind: 'passkey-added', link: securityPageOf(publicUrl) }),
    passwordChanged: (user: unknown) => write(user, { kind: 'password-changed', link: resetPage }),
  }
}

/** Where people look after their passkeys. */
export function securityPageOf(publicUrl: string): string {
  return `${publicUrl}/account/security`
}
