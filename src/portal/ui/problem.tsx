import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ApiProblem } from '../api/request.ts'
import { Told } from './told.tsx'

/** What happened, what to do, and the reference for whoever looks into it. */
export function Problem({ fault, retry }: { readonly fault: unknown; readonly retry?: () => void }) {
  const { headline, advice } = useProblemWords(fault)
  const sentence = fault instanceof ApiProblem ? fault.message : ''
  const reference = fault instanceof ApiProblem ? fault.requestId : null
  const isSignedOut = fault instanceof ApiProblem && (fault.code === 'SESSION_NOT_FRESH' || (fault.status === 401 && fault.code === 'unauthenticated'))
  return (
    <div className="note bad" role="alert">
      <strong>{headline}</strong>
      {sentence !== '' && <p dir="auto"><Told words={sentence} /></p>}
      <p>{advice}</p>
      {isSignedOut && <p><Link to="/sign-in" search={{ to: location.pathname + location.search }}><Trans>Sign in</Trans></Link></p>}
      {retry && <Button mt="xs" size="xs" variant="default" onClick={retry}><Trans>Try again</Trans></Button>}
      {reference !== null && <p className="reference"><Trans>Reference: <code>{reference}</code></Trans></p>}
    </div>
  )
}

/** The words for a refusal; the server's own sentence stands between them. */
export function useProblemWords(fault: unknown): { readonly headline: string; readonly advice: string } {
  const { t } = useLingui()
  if (!(fault instanceof ApiProblem)) return { headline: t`This page stopped working`, advice: t`Load it again. If it happens again, tell the people who run this dam.` }
  const words: Record<string, { readonly headline: string; readonly advice: string }> = {
    unreachable: { headline: t`The server did not answer`, advice: t`Look at your connection, then try again. Nothing that you wrote is lost.` },
    unauthenticated: { headline: t`You are not signed in`, advice: t`Sign in, then come back to this page.` },
    forbidden: { headline: t`You may not do this`, advice: t`Look whose hat you wear, at the top. If you need this right, ask an owner of the organisation.` },
    'not-found': { headline: t`There is nothing here`, advice: t`The address may be wrong, or you may not see what is there.` },
    conflict: { headline: t`Somebody was there before`, advice: t`Load the page again to see how things stand.` },
    gone: { headline: t`This was withdrawn`, advice: t`Its page says why.` },
    'not-ready': { headline: t`Something must come first`, advice: t`Do what is said above, then try again.` },
    'too-many': { headline: t`Too often in a short time`, advice: t`Wait a minute, then try again.` },
    'bad-recipe': { headline: t`The recipe is not sound yet`, advice: t`Mend the lines that are marked, then save again.` },
    'bad-input': { headline: t`What was sent cannot be read`, advice: t`Change it as said above, then try again.` },
    'wrong-use': { headline: t`Something is missing or not right`, advice: t`Change it as said above, then try again.` },
    'no-space': { headline: t`The disk of the dam is full`, advice: t`Nothing is lost. Tell the people who run this dam.` },
    'promise-failed': { headline: t`A promise of the recipe does not hold`, advice: t`Look at the facts that failed, then mend the recipe or the data.` },
    INVALID_EMAIL_OR_PASSWORD: { headline: t`E-mail or password is not right`, advice: t`Try again, or set a new password.` },
    EMAIL_NOT_VERIFIED: { headline: t`Your e-mail is not confirmed yet`, advice: t`Open the link in the message that we sent you.` },
    INVALID_CODE: { headline: t`The code is not right`, advice: t`Wait for the next code of your app, then try again.` },
    INVALID_TOKEN: { headline: t`This link does not work any more`, advice: t`Ask for a new one.` },
    SESSION_NOT_FRESH: { headline: t`Sign in once more`, advice: t`A passkey is added within an hour of signing in, so that nobody else adds one at a browser left open.` },
    PASSKEY_NOT_FOUND: { headline: t`This passkey is not known here`, advice: t`It was removed from its account. Sign in another way.` },
    PASSKEY_TAKEN: { headline: t`This device has a passkey here already`, advice: t`Sign in with it, or add one on another device.` },
    PASSKEY_NOT_UNLOCKED: { headline: t`The device was not unlocked`, advice: t`Try again by fingerprint, face or PIN.` },
    TOO_MANY_PASSKEYS: { headline: t`You have twenty passkeys already`, advice: t`Remove those that you do not use, then try again.` },
    AUTHENTICATION_FAILED: { headline: t`The passkey was not accepted`, advice: t`Try again, or sign in another way.` },
    CHALLENGE_NOT_FOUND: { headline: t`It took too long`, advice: t`Try again.` },
    FAILED_TO_CREATE_SESSION: { headline: t`This account may not sign in now`, advice: t`Ask the people who run this dam.` },
    'passkey-not-given': { headline: t`No passkey was given`, advice: t`You stopped, or the device has none for this portal. Try again, or take another way.` },
    'passkey-cannot': { headline: t`This device cannot keep a passkey`, advice: t`Set up a screen lock on it, or take another device.` },
    'passkey-wrong-address': { headline: t`Passkeys do not work at this address`, advice: t`Open the portal by its name and by https, not by a number.` },
    PASSWORD_TOO_SHORT: { headline: t`The password is too short`, advice: t`Take at least 10 characters.` },
    PASSWORD_COMPROMISED: { headline: t`This password is known to thieves`, advice: t`Take another one: several words that do not belong together.` },
  }
  return words[fault.status === 429 ? 'too-many' : fault.code] ?? { headline: t`That did not work`, advice: fault.status >= 500 ? t`The fault is ours. Try again in a while; if it stays, tell the people who run this dam.` : t`Try again.` }
}
