import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { knowsPasskeys, offerPasskeys, type PasskeyProof, signInWithPasskey } from '../../api/passkeys.ts'
import { signIn, signInElsewhere, signInMethodsQuery, verifyBackupCode, verifyTwoFactor } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { OwnPasswordField } from './password-field.tsx'

export function SignInPage() {
  const { t } = useLingui()
  const { to = '/', error } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const [isSecond, setSecond] = useState(false)
  const enter = () => router.history.push(to)
  return (
    <Page title={t`Sign in`} width="narrow">
      {error !== undefined && <Refused error={error} />}
      <div className="card stack">
        {isSecond ? <SecondStep enter={enter} /> : (
          <>
            <FirstStep enter={enter} askSecond={() => setSecond(true)} />
            <OtherWays to={to} enter={enter} />
          </>
        )}
      </div>
      <p style={{ marginBlockStart: 'var(--s4)' }}><Trans>New here? <Link to="/sign-up">Sign up</Link></Trans></p>
    </Page>
  )
}

function FirstStep({ enter, askSecond }: { readonly enter: () => void; readonly askSecond: () => void }) {
  const { t } = useLingui()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const act = useAct(() => signIn(email, password), (answer) => (answer.twoFactorRedirect === true ? askSecond() : enter()))
  return (
    <Form submit={() => act.run(undefined)} label={t`Sign in`} isBusy={act.isBusy} fault={act.fault} beside={<Link to="/reset-password"><Trans>I forgot my password</Trans></Link>}>
      <TextInput label={t`E-mail`} type="email" autoComplete="username webauthn" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <OwnPasswordField value={password} change={setPassword} />
    </Form>
  )
}

/** Without a password of ours: by a passkey, or by the word of a provider. */
function OtherWays({ to, enter }: { readonly to: string; readonly enter: () => void }) {
  const { data: methods } = useQuery(signInMethodsQuery)
  const passkey = useAct((proof: PasskeyProof | undefined) => signInWithPasskey(proof), enter)
  const away = useAct((id: string) => signInElsewhere(id, to), ({ url }) => location.assign(url))
  const { isBusy, isDone, run, fault } = passkey
  // What went wrong stays to be read: the button is there to try again.
  const isOffered = !isBusy && !isDone && fault === null
  const endOffer = useRef(() => Promise.resolve())
  useEffect(() => {
    if (!isOffered) return undefined
    endOffer.current = offerPasskeys(run)
    return () => void endOffer.current()
  }, [isOffered])
  const askDevice = async () => {
    await endOffer.current()
    run(undefined)
  }
  const providers = methods?.providers ?? []
  if (!knowsPasskeys() && providers.length === 0) return null
  return (
    <div className="stack">
      <p className="or"><Trans>or</Trans></p>
      {knowsPasskeys() && <Button fullWidth variant="default" leftSection={<Icon name="key" />} loading={isBusy} onClick={() => void askDevice()}><Trans>Sign in with a passkey</Trans></Button>}
      {fault !== null && <Problem fault={fault} />}
      {providers.map(({ id, name }) => <Button key={id} className="whole" fullWidth variant="default" loading={away.isBusy} onClick={() => away.run(id)}><span><Trans>Sign in with <bdi>{name}</bdi></Trans></span></Button>)}
      {away.fault !== null && <Problem fault={away.fault} />}
    </div>
  )
}

/** What a provider sent people back with. */
function Refused({ error }: { readonly error: string }) {
  const { t } = useLingui()
  const words: Readonly<Record<string, readonly [string, string]>> = {
    access_denied: [t`You were not signed in`, t`You stopped at the other place, or it refused. Try again, or sign in another way.`],
    account_not_linked: [t`This e-mail has an account already`, t`Sign in with its password or passkey.`],
    email_not_verified: [t`The other place does not vouch for your e-mail`, t`Confirm it there, or sign in another way.`],
    unable_to_create_session: [t`This account may not sign in now`, t`Ask the people who run this dam.`],
  }
  const [headline, advice] = words[error] ?? [t`Signing in there did not work`, t`Try again, or sign in another way.`]
  return <div className="note bad" role="alert" style={{ marginBlockEnd: 'var(--s4)' }}><strong>{headline}</strong><p>{advice}</p></div>
}

function SecondStep({ enter }: { readonly enter: () => void }) {
  const { t } = useLingui()
  const [code, setCode] = useState('')
  const [isBackup, setBackup] = useState(false)
  const act = useAct(() => (isBackup ? verifyBackupCode(code) : verifyTwoFactor(code)), enter)
  return (
    <Form submit={() => act.run(undefined)} label={t`Go on`} isBusy={act.isBusy} fault={act.fault} beside={<button type="button" className="link-like" onClick={() => setBackup(!isBackup)}>{isBackup ? <Trans>Take the code of my app</Trans> : <Trans>Take a spare code</Trans>}</button>}>
      <TextInput key={String(isBackup)} label={isBackup ? t`Spare code` : t`Six digits from your app`} autoComplete="one-time-code" inputMode={isBackup ? 'text' : 'numeric'} required autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value.trim())} />
    </Form>
  )
}
