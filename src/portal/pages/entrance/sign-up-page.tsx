import { Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { sendVerification, signUp } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { NewPasswordField } from './password-field.tsx'

export function SignUpPage() {
  const { t, i18n } = useLingui()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const act = useAct(() => signUp({ name, email, password, language: i18n.locale }))
  if (act.isDone) return <Sent email={email} />
  return (
    <Page title={t`Sign up`} lead={<Trans>Finding and reading open data needs no account. With one you can publish, apply for access and follow.</Trans>} width="narrow">
      <div className="card">
        <Form submit={() => act.run(undefined)} label={t`Sign up`} isBusy={act.isBusy} fault={act.fault}>
          <TextInput label={t`Name`} autoComplete="name" required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t`E-mail`} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          <NewPasswordField value={password} change={setPassword} />
        </Form>
      </div>
      <p style={{ marginBlockStart: 'var(--s4)' }}><Trans>You have an account? <Link to="/sign-in">Sign in</Link></Trans></p>
    </Page>
  )
}

function Sent({ email }: { readonly email: string }) {
  const { t } = useLingui()
  const again = useAct(() => sendVerification(email))
  return (
    <Page title={t`Confirm your e-mail`} width="narrow">
      <div className="note good" role="status">
        <strong><Trans>We sent a message to {email}</Trans></strong>
        <p><Trans>Open the link in it. It holds for one hour.</Trans></p>
      </div>
      <p style={{ marginBlockStart: 'var(--s4)' }}>{again.isDone ? <span role="status"><Trans>It is on its way once more.</Trans></span> : <button type="button" className="link-like" onClick={() => again.run(undefined)}><Trans>Nothing came? Send it again</Trans></button>}</p>
    </Page>
  )
}
