import { Trans, useLingui } from '@lingui/react/macro'
import { PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { changePassword, endTwoFactor, startTwoFactor, verifyTwoFactor } from '../../api/people.ts'
import type { Person } from '../../shell/signed-in.tsx'
import { CopySnippet } from '../../ui/copy-snippet.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Form } from '../../ui/form.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { useAct } from '../../ui/use-act.ts'
import { NewPasswordField, OwnPasswordField } from '../entrance/password-field.tsx'
import { PasskeysPart } from './passkeys-part.tsx'

export function SecurityPart({ person }: { readonly person: Person }) {
  const { t } = useLingui()
  return (
    <div className="stack loose readable">
      <PasskeysPart />
      <section className="card stack">
        <div className="line apart"><h2><Trans>Second step</Trans></h2>{person.hasTwoFactor ? <Badge tone="good" icon="check">{t`On`}</Badge> : <Badge tone="warn" icon="warn">{t`Off`}</Badge>}</div>
        <p className="quiet"><Trans>A code of an app on your phone, beside the password. Approvers and operators need it.</Trans></p>
        {person.hasTwoFactor ? <EndTwoFactor /> : <StartTwoFactor />}
      </section>
      <section className="card stack"><h2><Trans>Password</Trans></h2><ChangePassword /></section>
    </div>
  )
}

function StartTwoFactor() {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [given, setGiven] = useState<{ readonly totpURI: string; readonly backupCodes: readonly string[] }>()
  const start = useAct(() => startTwoFactor(password), setGiven)
  const verify = useAct(() => verifyTwoFactor(code))
  if (given === undefined) return <Form submit={() => start.run(undefined)} label={t`Turn on`} isBusy={start.isBusy} fault={start.fault}><OwnPasswordField value={password} change={setPassword} /></Form>
  const secret = new URL(given.totpURI).searchParams.get('secret') ?? ''
  return (
    <div className="stack">
      <div className="qr-beside">
        <QrCode text={given.totpURI} label={t`QR code of the secret; its letters stand beside it`} />
        <div className="stack">
          <p><Trans>Read the code with your app. On the phone itself, <a href={given.totpURI}>open the app</a>; or type this secret into it:</Trans></p>
          <CopySnippet text={secret} />
        </div>
      </div>
      <p><Trans>Keep these spare codes where nobody finds them. Each works once.</Trans></p>
      <CopySnippet text={given.backupCodes.join('\n')} />
      <Form submit={() => verify.run(undefined)} label={t`Confirm`} isBusy={verify.isBusy} fault={verify.fault}><TextInput label={t`Six digits from your app`} autoComplete="one-time-code" inputMode="numeric" required value={code} onChange={(event) => setCode(event.currentTarget.value.trim())} /></Form>
    </div>
  )
}

function EndTwoFactor() {
  const { t } = useLingui()
  const [password, setPassword] = useState('')
  const act = useAct(() => endTwoFactor(password))
  return <Form submit={() => act.run(undefined)} label={t`Turn off`} isBusy={act.isBusy} fault={act.fault}><OwnPasswordField value={password} change={setPassword} /></Form>
}

function ChangePassword() {
  const { t } = useLingui()
  const [own, setOwn] = useState('')
  const [next, setNext] = useState('')
  const act = useAct(() => changePassword(own, next), () => {
    setOwn('')
    setNext('')
  })
  return (
    <Form submit={() => act.run(undefined)} label={t`Set the password`} isBusy={act.isBusy} fault={act.fault} beside={act.isDone && <span role="status" className="quiet"><Trans>Your new password holds; all other sessions ended.</Trans></span>}>
      <PasswordInput label={t`Password until now`} autoComplete="current-password" required value={own} onChange={(event) => setOwn(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password` }} />
      <NewPasswordField value={next} change={setNext} />
    </Form>
  )
}
