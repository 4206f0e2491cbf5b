import { passkey } from '@better-auth/passkey'
import { APIError, type createAuthMiddleware } from 'better-auth/api'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { Database, Queries } from '#platform/database/database.ts'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { PASSKEY_COLUMNS } from './library-columns.ts'
import { PasskeyName } from './people-answers.ts'
import type { PeopleTables } from './people-tables.ts'

/** More than anybody has devices. */
const MOST_PASSKEYS = 20

/** A name of at most 1023 bytes, in base64url. */
const CredentialId = z.string().min(1).max(1366)
/** Strict outside: the library would also take a wish for a session here. */
export const NewPasskey = z.strictObject({ name: PasskeyName, response: z.looseObject({ id: CredentialId, response: z.looseObject({ transports: z.array(z.string().max(40)).max(10).optional() }) }) })
export const PasskeyProof = z.strictObject({ response: z.looseObject({ id: CredentialId }) })
/** The library would take a name and a context from the address. */
export const NoQuery = z.strictObject({}).optional()

type HookContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

const Added = z.object({ id: z.string(), name: z.string() })
const Refused = z.object({ code: z.literal('FAILED_TO_VERIFY_REGISTRATION') })

/** Signing in by a key that a device keeps and gives out for this portal's address alone, once its owner has unlocked it. */
export function passkeySignIn({ database: { queries }, publicUrl }: { readonly database: Database; readonly publicUrl: string }) {
  const { origin, hostname } = new URL(publicUrl)
  return passkey({
    rpID: hostname, rpName: 'Datadam', origin,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    schema: { passkey: { modelName: 'passkey', fields: PASSKEY_COLUMNS } },
    advanced: { webAuthnChallengeCookie: 'passkey' },
    registration: {
      async afterVerification({ verification, user }) {
        refuseUnverified(verification.registrationInfo?.userVerified)
        await refuseTaken(verification.registrationInfo?.credential.id ?? '', user.id, queries)
      },
    },
    authentication: {
      async afterVerification({ verification: { authenticationInfo } }) {
        refuseUnverified(authenticationInfo.userVerified)
        await refuseOutsiders(authenticationInfo.credentialID, queries)
      },
    },
  })
}

/** Without fingerprint, face or PIN it would be one factor: whoever holds the device. */
function refuseUnverified(isVerified: boolean | undefined): void {
  if (isVerified !== true) throw new APIError('UNAUTHORIZED', { code: 'PASSKEY_NOT_UNLOCKED', message: 'The device must be unlocked by fingerprint, face or PIN' })
}

async function refuseTaken(credentialId: string, personId: string, queries: Queries): Promise<void> {
  const found = await queries.withTables<PeopleTables>().selectFrom('passkey').select('credential_id').where(({ or, eb }) => or([eb('credential_id', '=', credentialId), eb('person_id', '=', personId)])).execute()
  if (found.some((one) => one.credential_id === credentialId)) throw new APIError('CONFLICT', { code: 'PASSKEY_TAKEN', message: 'This passkey was added already' })
  if (found.length >= MOST_PASSKEYS) throw new APIError('CONFLICT', { code: 'TOO_MANY_PASSKEYS', message: `There are ${MOST_PASSKEYS} passkeys already; remove those that are not used` })
}

/** As with a password: nobody who is suspended, nobody whose address is not confirmed. */
async function refuseOutsiders(credentialId: string, queries: Queries): Promise<void> {
  const person = await queries.withTables<PeopleTables>().selectFrom('passkey').innerJoin('person', 'person.id', 'passkey.person_id')
    .select(['email_verified', 'suspended_at']).where('credential_id', '=', credentialId).executeTakeFirst()
  if (person?.suspended_at !== null) throw new APIError('UNAUTHORIZED', { code: 'FAILED_TO_CREATE_SESSION', message: 'Failed to create session' })
  if (!person.email_verified) throw new APIError('FORBIDDEN', { code: 'EMAIL_NOT_VERIFIED', message: 'Email not verified' })
}

/** What follows once the library has answered, by path. What is given back here is answered instead. */
export const AFTER_PASSKEYS: Readonly<Record<string, (ctx: HookContext, needs: { readonly database: Database; readonly clock: Clock; readonly passkeyAdded: (user: unknown) => Promise<void> }) => Promise<unknown>>> = {
  // The library would also do without the owner unlocking the device, and only asks for it here.
  '/passkey/generate-authenticate-options': async (ctx) => ({ ...z.record(z.string(), z.unknown()).parse(ctx.context.returned), userVerification: 'required' }),
  async '/passkey/verify-registration'(ctx, { database, clock, passkeyAdded }) {
    const { id, name } = Added.parse(ctx.context.returned)
    const user = ctx.context.session?.user
    await passkeyAdded(user)
    await database.transaction((tx) => recordInAuditLog({ actor: `person:${user?.id}`, act: 'account:add-passkey', object: `passkey:${id}` }, { tx, clock }))
    return { id, name }
  },
  async '/passkey/verify-authentication'(ctx, { database, clock }) {
    const { response: { id } } = PasskeyProof.parse(ctx.body)
    await database.queries.withTables<PeopleTables>().updateTable('passkey').set({ last_used_at: clock.now() }).where('credential_id', '=', id).execute()
    return { status: true }
  },
}

/** The library calls an answer that does not hold its own fault, when one is added. */
export async function withRefusedPasskey(answer: Response): Promise<Response> {
  if (answer.status !== 500) return answer
  const refused = Refused.safeParse(await answer.clone().json().catch(() => undefined))
  return refused.success ? new Response(answer.body, { status: 400, headers: answer.headers }) : answer
}
