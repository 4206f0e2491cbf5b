import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { EnqueueMail } from '#platform/mail/mail.ts'
import { countAttempt } from './attempt-limit.ts'
import type { OidcProvider } from './oidc-provider.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-strength.ts'
import { ACCOUNT_COLUMNS, ADDRESS_HEADER, PERSON_COLUMNS, SESSION_COLUMNS, TWO_FACTOR_COLUMNS, VERIFICATION_COLUMNS } from './library-columns.ts'
import { passkeySignIn, withRefusedPasskey } from './passkey-sign-in.ts'
import { signInGuards } from './sign-in-guards.ts'
import { signInLetters } from './sign-in-letters.ts'
import { recordSignIns } from './record-sign-ins.ts'

/** A session ends after so long, whatever is done with it. */
export const SESSION_SECONDS = 7 * 86_400

/** A new way to sign in is added by whoever signed in so lately: a browser left open adds none. */
export const FRESH_SECONDS = 3600

/** What the library logs when a passkey's answer does not hold, which is no fault. */
const WRONG_PASSKEY = new Set(['Failed to verify registration', 'Failed to verify authentication'])

/** Paths of the library that have a page, or an act, of ours instead, or none: see `people.routes`. */
const CLOSED_PATHS = [
  '/list-sessions', '/revoke-session', '/update-user', '/update-session', '/change-email', '/delete-user', '/delete-user/callback', '/get-access-token', '/refresh-token', '/account-info',
  '/list-accounts', '/verify-password', '/two-factor/send-otp', '/two-factor/verify-otp', '/ok', '/error',
  '/passkey/list-user-passkeys', '/passkey/update-passkey', '/passkey/delete-passkey',
]

/** How often an address may try what; an office shares one. Two-factor codes have limits of their own, by account too. */
const LIMITS_BY_ADDRESS = {
  '/get-session': false,
  '/sign-in/email': { window: 60, max: 30 },
  '/sign-in/social': { window: 60, max: 30 },
  '/sign-up/email': { window: 3600, max: 60 },
  '/request-password-reset': { window: 3600, max: 30 },
  '/send-verification-email': { window: 3600, max: 30 },
  '/reset-password': { window: 600, max: 30 },
  '/change-password': { window: 600, max: 30 },
  '/passkey/generate-authenticate-options': { window: 60, max: 60 },
  '/passkey/verify-authentication': { window: 60, max: 30 },
  '/passkey/generate-register-options': { window: 600, max: 30 },
  '/passkey/verify-registration': { window: 600, max: 30 },
} as const

/** What signing in stands on. */
export interface AuthNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
  readonly enqueueMail: EnqueueMail
  /** Where people open the portal, as https://dam.example.org; cookies are for https only when it is. */
  readonly publicUrl: string
  readonly secret: string
  readonly providers: readonly OidcProvider[]
  /** Hears of faults; what it is told names nobody. */
  readonly report: (fault: unknown) => void
}

/** Signing in and out, and who a cookie speaks for. */
export interface Auth {
  /** Answers everything below `/api/auth/`. */
  handle(request: Request, address: string): Promise<Response>
  /** The id of the session that the cookies of a request belong to. */
  sessionOf(headers: Headers): Promise<string | undefined>
  /** Other places to sign in with, for the page. */
  readonly providers: readonly Pick<OidcProvider, 'id' | 'name'>[]
  /** What the tables lack of what the library wants; empty when all is well. */
  checkTables(): Promise<void>
}

/** Opens signing in: e-mail and password, second factor, other providers; on the tables of ours. */
export function openAuth(needs: AuthNeeds): Auth {
  const auth = betterAuth(optionsFor(needs))
  return {
    async handle(request, address) {
      const headers = new Headers(request.headers)
      headers.set(ADDRESS_HEADER, address)
      return withRetryAfter(await withRefusedPasskey(await auth.handler(new Request(request, { headers }))))
    },
    async sessionOf(headers) {
      const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
      return found?.session.id
    },
    providers: needs.providers.map(({ id, name }) => ({ id, name })),
    async checkTables() { await (await auth.$context).explicitSchemaCheck?.() },
  }
}

function optionsFor(needs: AuthNeeds) {
  const { database, newId, publicUrl, secret, providers, report } = needs
  const letters = signInLetters(needs)
  return {
    appName: 'Datadam', baseURL: publicUrl, basePath: '/api/auth', trustedOrigins: [new URL(publicUrl).origin],
    secrets: [{ version: 1, value: secret }],
    // One statement after the other: the library hashes passwords inside its transactions, and on PGlite everybody else would wait.
    database: { db: database.queries, type: 'postgres', transaction: false },
    user: { modelName: 'person', fields: PERSON_COLUMNS, additionalFields: { language: { type: ['ko', 'en', 'ar'], required: false, defaultValue: 'ko', input: true } } },
    session: { modelName: 'session', fields: SESSION_COLUMNS, expiresIn: SESSION_SECONDS, freshAge: FRESH_SECONDS, disableSessionRefresh: true },
    account: { modelName: 'account', fields: ACCOUNT_COLUMNS, updateAccountOnSignIn: false },
    verification: { modelName: 'verification', fields: VERIFICATION_COLUMNS, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true, requireEmailVerification: true, autoSignIn: false, revokeSessionsOnPasswordReset: true,
      minPasswordLength: SHORTEST_PASSWORD, maxPasswordLength: LONGEST_PASSWORD,
      sendResetPassword: letters.resetPassword, onExistingUserSignUp: letters.addressTaken, onPasswordReset: letters.passwordReset,
    },
    emailVerification: { sendVerificationEmail: letters.verifyAddress, sendOnSignUp: true, autoSignInAfterVerification: false },
    plugins: [
      twoFactor({ issuer: 'Datadam', schema: { user: { fields: { twoFactorEnabled: 'two_factor_enabled' } }, twoFactor: { modelName: 'two_factor', fields: TWO_FACTOR_COLUMNS } } }),
      passkeySignIn(needs),
      ...(providers.length > 0 ? [genericOAuth({ config: providers.map(configOf) })] : []),
    ],
    hooks: signInGuards(needs, letters),
    databaseHooks: recordSignIns(needs),
    disabledPaths: CLOSED_PATHS,
    rateLimit: { enabled: true, window: 60, max: 120, customRules: LIMITS_BY_ADDRESS, customStorage: limitsInTables(needs) },
    advanced: {
      cookiePrefix: 'datadam', useSecureCookies: publicUrl.startsWith('https://'), disableCSRFCheck: false, disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => newId(), validateSchema: false },
    },
    onAPIError: { errorURL: `${publicUrl}/sign-in`, onError: report },
    // Its messages quote addresses, so only what happened is passed on.
    logger: { level: 'error', log: (_level, message, cause) => { if (!isWrongPasskey(message, cause)) report(new Error(`Signing in: ${message.replaceAll(/\S+@\S+/g, '…')}`)) } },
    telemetry: { enabled: false },
  } satisfies BetterAuthOptions
}

function configOf({ id, name, discoveryUrl, clientId, clientSecret, scopes, emailIsVerified }: OidcProvider) {
  return {
    providerId: id, name, discoveryUrl, clientId, clientSecret, scopes: [...scopes], pkce: true, requireIdTokenVerification: true, requireEmailVerification: true,
    ...(emailIsVerified && { mapProfileToUser: () => ({ emailVerified: true }) }),
  }
}

/** A fault of a driver has a code; what the check of an answer throws has none. */
function isWrongPasskey(message: string, cause: unknown): boolean {
  return WRONG_PASSKEY.has(message) && cause instanceof Error && !('code' in cause)
}

function limitsInTables({ database: { queries }, clock }: AuthNeeds) {
  return {
    async consume(key: string, { window, max }: { window: number; max: number }) {
      const answer = await countAttempt(`by-address:${key}`, { attempts: max, windowSeconds: window }, { queries, clock })
      return answer.allowed ? { allowed: true, retryAfter: null } : { allowed: false, retryAfter: answer.retryAfterSeconds }
    },
  }
}

/** The library says it in a header of its own; clients read the standard one. */
function withRetryAfter(answer: Response): Response {
  const seconds = answer.headers.get('x-retry-after')
  if (seconds === null) return answer
  const headers = new Headers(answer.headers)
  headers.set('retry-after', seconds)
  return new Response(answer.body, { status: answer.status, headers })
}
