import {
  type AuthenticationResponseJSON, browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication, startRegistration, WebAuthnAbortService, WebAuthnError,
} from '@simplewebauthn/browser'
import { queryOptions } from '@tanstack/react-query'
import type { PasskeyAnswer } from '#platform/auth/people-answers.ts'
import { ApiProblem, ask, fetchJson, type PageOf } from './request.ts'

/** What a device answered, to be checked by the server. */
export type PasskeyProof = AuthenticationResponseJSON

export const passkeysQuery = queryOptions({ queryKey: ['passkeys'], queryFn: ({ signal }) => ask<PageOf<PasskeyAnswer>>('/passkeys', { signal }) })
export const renamePasskey = (id: string, name: string) => ask(`/passkeys/${id}`, { method: 'PATCH', body: { name } })
export const removePasskey = (id: string) => ask(`/passkeys/${id}`, { method: 'DELETE' })

/** Whether this browser, at this address, knows passkeys at all: they belong to a name, never to a number such as 127.0.0.1. */
export const knowsPasskeys = () => browserSupportsWebAuthn() && !/^[\d.]+$|:/.test(location.hostname)

/** Has a device make a passkey, and keeps it under this name. @throws {ApiProblem} of the server, or with a code that begins with `passkey-` */
export async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await fetchJson<PublicKeyCredentialCreationOptionsJSON>('/api/auth/passkey/generate-register-options')
  const response = await orProblem(startRegistration({ optionsJSON }))
  await fetchJson('/api/auth/passkey/verify-registration', { method: 'POST', body: { name, response } })
}

/** Signs in with what a device answered already, or asks one now. @throws {ApiProblem} as `addPasskey` */
export async function signInWithPasskey(proof: PasskeyProof | undefined): Promise<void> {
  const response = proof ?? await orProblem(startAuthentication({ optionsJSON: await askForProof() }))
  await fetchJson('/api/auth/passkey/verify-authentication', { method: 'POST', body: { response } })
}

/** The server forgets its question after five minutes. */
const ASK_ANEW_MILLISECONDS = 240_000

/**
 * Offers passkeys where the address is filled in, until one is taken or the returned function is called. Does nothing where
 * the browser cannot. @returns ends the offer; what it gives resolves when nothing of it is under way any more: the server
 * takes the answer to its last question only
 */
export function offerPasskeys(take: (proof: PasskeyProof) => void): () => Promise<void> {
  const over = new AbortController()
  // An offer that cannot be made is no fault of the person: the button and the password are there.
  const ended = knowsPasskeys() ? offerUntil(over.signal, take).catch(() => undefined) : Promise.resolve()
  return () => {
    // Called again, it must not cut off what the device is asked after it.
    if (!over.signal.aborted) {
      over.abort()
      WebAuthnAbortService.cancelCeremony()
    }
    return ended
  }
}

async function offerUntil(over: AbortSignal, take: (proof: PasskeyProof) => void): Promise<void> {
  if (!await browserSupportsWebAuthnAutofill()) return
  while (!over.aborted) {
    const optionsJSON = await askForProof()
    if (over.aborted) return
    const timer = setTimeout(() => WebAuthnAbortService.cancelCeremony(), ASK_ANEW_MILLISECONDS)
    try {
      const proof = await startAuthentication({ optionsJSON, useBrowserAutofill: true })
      return over.aborted ? undefined : take(proof)
    } catch (fault) {
      if (!(fault instanceof WebAuthnError) || fault.code !== 'ERROR_CEREMONY_ABORTED') return
    } finally {
      clearTimeout(timer)
    }
  }
}

const askForProof = () => fetchJson<PublicKeyCredentialRequestOptionsJSON>('/api/auth/passkey/generate-authenticate-options')

const CODES: Readonly<Partial<Record<WebAuthnError['code'], string>>> = {
  ERROR_INVALID_DOMAIN: 'passkey-wrong-address',
  ERROR_INVALID_RP_ID: 'passkey-wrong-address',
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: 'PASSKEY_TAKEN',
  ERROR_AUTHENTICATOR_MISSING_DISCOVERABLE_CREDENTIAL_SUPPORT: 'passkey-cannot',
  ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT: 'passkey-cannot',
  ERROR_AUTHENTICATOR_NO_SUPPORTED_PUBKEYCREDPARAMS_ALG: 'passkey-cannot',
  ERROR_AUTHENTICATOR_GENERAL_ERROR: 'passkey-cannot',
}

/** Browsers tell little of why: nobody is to learn which passkeys a device has. */
async function orProblem<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking
  } catch (fault) {
    throw new ApiProblem(0, (fault instanceof WebAuthnError && CODES[fault.code]) || 'passkey-not-given', '', null)
  }
}
