import { Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { requestReset, resetPassword } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { NewPasswordField } from './password-field.tsx'

export function ResetPage() {
  const { t } = useLingui()
  const { token } = useSearch({ from: '/reset-password' })
  return <Page title={t`Set a new password`} width="narrow">{token === undefined ? <AskForLink /> : <SetPassword token={token} />}</Page>
}

function AskForLink() {
  const { t } = useLingui()
  const [email, setEmail] = useState('')
  const act = useAct(() => requestReset(email))
  if (act.isDone) return <div className="note good" role="status"><strong><Trans>Look into your mail</Trans></strong><p><Trans>If {email} has an account here, a link is on its way. It holds for one hour.</Trans></p></div>
  return (
    <div className="card">
      <Form submit={() => act.run(undefined)} label={t`Send me a link`} isBusy={act.isBusy} fault={act.fault}>
        <TextInput label={t`E-mail`} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      </Form>
    </div>
  )
}

function SetPassword({ token }: { readonly token: string }) {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const act = useAct(() => resetPassword(token, password))
  if (act.isDone) return <div className="stack"><div className="note good" role="status"><strong><Trans>Your new password holds</Trans></strong></div><div><LinkButton to="/sign-in"><Trans>Sign in</Trans></LinkButton></div></div>
  return (
    <div className="card">
      <Form submit={() => act.run(undefined)} label={t`Set the password`} isBusy={act.isBusy} fault={act.fault}><NewPasswordField value={password} change={setPassword} /></Form>
    </div>
  )
}
