import { Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { becomeFirstOperator } from '../../api/people.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Form } from '../../ui/form.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Page } from '../../ui/page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { NewPasswordField } from './password-field.tsx'

/** The one-time link that the first start prints. */
export function WelcomePage() {
  const { t } = useLingui()
  const { token = '' } = useSearch({ from: '/welcome' })
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const act = useAct(() => becomeFirstOperator({ token, name, email, password }))
  return (
    <Page title={t`Welcome to your dam`} lead={<Trans>You are its first operator: you look after people, jobs, storage and the audit log.</Trans>} width="narrow">
      {token === '' && <EmptyState title={<Trans>The link is not whole</Trans>}><Trans>Copy it as a whole from where the server was started. It works once.</Trans></EmptyState>}
      {token !== '' && !act.isDone && (
        <div className="card">
          <Form submit={() => act.run(undefined)} label={t`Make my account`} isBusy={act.isBusy} fault={act.fault}>
            <TextInput label={t`Name`} autoComplete="name" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <TextInput label={t`E-mail`} type="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <NewPasswordField value={password} change={setPassword} />
          </Form>
        </div>
      )}
      {act.isDone && <EmptyState title={<Trans>Your account is there</Trans>} action={<LinkButton to="/sign-in"><Trans>Sign in</Trans></LinkButton>}><Trans>Then found your organisation and take your people in.</Trans></EmptyState>}
    </Page>
  )
}
