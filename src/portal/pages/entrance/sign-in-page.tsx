import { Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useRouter, useSearch, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { signIn, verifyBackupCode, verifyTwoFactor } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { OwnPasswordField } from './password-field.tsx'

export function SignInPage() {
  const { t } = useLingui()
  const { to = '/' } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const [isSecond, setSecond] = useState(false)
  const enter = () => router.history.push(to)
  return (
    <Page title={t`Sign in`} width="narrow">
      <div className="card">{isSecond ? <SecondStep enter={enter} /> : <FirstStep enter={enter} askSecond={() => setSecond(true)} />}</div>
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
      <TextInput label={t`E-mail`} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <OwnPasswordField value={password} change={setPassword} />
    </Form>
  )
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
