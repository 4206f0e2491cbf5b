import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { accountAddressKey, accountKey, type AttemptLimit, countAttempt, forgetAttempts } from './attempt-limit.ts'
import { ADDRESS_HEADER } from './library-columns.ts'
import { AFTER_PASSKEYS, NewPasskey, NoQuery, PasskeyProof } from './passkey-sign-in.ts'
import { passwordStrength } from './password-strength.ts'
import { endStaleSessions } from './sessions.ts'

/** Wrong passwords from one address: few, so that nobody else can lock a person out. */
const BY_ACCOUNT_AND_ADDRESS: AttemptLimit = { attempts: 10, windowSeconds: 900 }
/** Wrong passwords from everywhere. */
const BY_ACCOUNT: AttemptLimit = { attempts: 100, windowSeconds: 3600 }
/** Letters to one address, that anybody may ask for. */
const LETTERS: AttemptLimit = { attempts: 5, windowSeconds: 3600 }

const LONGEST_NAME = 100

const WithEmail = z.object({ email: z.string().max(254) })
/** Strict: whoever could add a field here might add what only the server decides. */
const SignUp = z.strictObject({ email: z.string().max(254), password: z.string(), name: z.string(), language: z.enum(['ko', 'en', 'ar']).optional(), callbackURL: z.string().optional() })
const NewPassword = z.object({ newPassword: z.string(), token: z.string().optional() })

type GuardContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

/**
 * What is asked before and after the library does its part.
 *
 * An address that nobody has is treated like one that somebody has: counted, limited and answered alike.
 */
export function signInGuards({ database, clock }: { database: Database; clock: Clock }, { passwordChanged, passkeyAdded }: Readonly<Record<'passwordChanged' | 'passkeyAdded', (user: unknown) => Promise<void>>>) {
  const needs = { queries: database.queries, clock }
  return {
    before: createAuthMiddleware(async (ctx) => {
      // Only for what comes from outside: our own questions come with every request, and look at the times themselves.
      if (ctx.request) await endStaleSessions({}, needs)
      await GUARDS[ctx.path]?.(ctx, needs)
    }),
    after: createAuthMiddleware(async (ctx) => {
      if (ctx.context.returned instanceof Error) return undefined
      const answer = await AFTER_PASSKEYS[ctx.path]?.(ctx, { database, clock, passkeyAdded })
      if (answer !== undefined) return answer
      if (ctx.path === '/change-password') await passwordChanged((await getSessionFromCtx(ctx))?.user)
      if (ctx.path !== '/sign-in/email') return undefined
      const { email } = parsed(WithEmail, ctx.body)
      await forgetAttempts(accountKey(email), needs)
      await forgetAttempts(accountAddressKey(email, addressOf(ctx)), needs)
      return undefined
    }),
  }
}

type Needs = Parameters<typeof countAttempt>[2]

const GUARDS: Readonly<Record<string, (ctx: GuardContext, needs: Needs) => Promise<void>>> = {
  async '/sign-in/email'(ctx, needs) {
    const { email } = parsed(WithEmail, ctx.body)
    await limit(accountAddressKey(email, addressOf(ctx)), BY_ACCOUNT_AND_ADDRESS, needs)
    await limit(accountKey(email), BY_ACCOUNT, needs)
  },
  async '/sign-up/email'(ctx, needs) {
    const { email, password, name } = parsed(SignUp, ctx.body)
    if (name.trim() === '' || name.length > LONGEST_NAME) throw new APIError('BAD_REQUEST', { code: 'INVALID_NAME', message: `A name has 1 to ${LONGEST_NAME} characters` })
    refuseWeak(password, [name, email])
    await limitLetters(ctx, needs)
  },
  '/request-password-reset': limitLetters,
  '/send-verification-email': limitLetters,
  async '/reset-password'(ctx) {
    const { newPassword, token = z.string().catch('').parse(ctx.query?.['token']) } = parsed(NewPassword, ctx.body)
    const asked = await ctx.context.internalAdapter.findVerificationValue(`reset-password:${token}`)
    const person = asked && await ctx.context.internalAdapter.findUserById(asked.value)
    refuseWeak(newPassword, person ? [person.name, person.email] : [])
  },
  async '/passkey/generate-register-options'(ctx) { parsed(NoQuery, ctx.query) },
  async '/passkey/verify-registration'(ctx) { parsed(NewPasskey, ctx.body) },
  async '/passkey/verify-authentication'(ctx) { parsed(PasskeyProof, ctx.body) },
  async '/change-password'(ctx) {
    const { newPassword } = parsed(NewPassword, ctx.body)
    const person = (await getSessionFromCtx(ctx))?.user
    refuseWeak(newPassword, person ? [person.name, person.email] : [])
  },
}

async function limitLetters(ctx: GuardContext, needs: Needs): Promise<void> {
  await limit(`letters:${parsed(WithEmail, ctx.body).email.toLowerCase()}`, LETTERS, needs)
}

async function limit(what: string, rule: AttemptLimit, needs: Needs): Promise<void> {
  const answer = await countAttempt(what, rule, needs)
  if (!answer.allowed) throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_ATTEMPTS', message: 'Too many attempts; wait, or choose a new password' }, { 'x-retry-after': String(answer.retryAfterSeconds) })
}

function addressOf(ctx: GuardContext): string {
  return ctx.headers?.get(ADDRESS_HEADER) ?? ''
}

function parsed<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const answer = schema.safeParse(body)
  if (!answer.success) throw new APIError('BAD_REQUEST', { code: 'VALIDATION_ERROR', message: 'The request does not fit' })
  return answer.data
}

const WEAK = { 'too-short': 'PASSWORD_TOO_SHORT', 'too-long': 'PASSWORD_TOO_LONG', 'easy-to-guess': 'PASSWORD_EASY_TO_GUESS' } as const

function refuseWeak(password: string, own: readonly string[]): void {
  const strength = passwordStrength(password, own)
  if (!strength.strong) throw new APIError('BAD_REQUEST', { code: WEAK[strength.because], message: `The password is ${strength.because.replaceAll('-', ' ')}` })
}
