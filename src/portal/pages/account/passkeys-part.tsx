import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PasskeyAnswer } from '#platform/auth/people-answers.ts'
import { addPasskey, knowsPasskeys, passkeysQuery, removePasskey, renamePasskey } from '../../api/passkeys.ts'
import { Form } from '../../ui/form.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeDay } from '../../words/write-numbers.ts'

/** The devices that sign in without a password. */
export function PasskeysPart() {
  const query = useQuery(passkeysQuery)
  const [isAdding, setAdding] = useState(false)
  return (
    <section className="card stack">
      <h2><Trans>Passkeys</Trans></h2>
      <p className="quiet"><Trans>Sign in by fingerprint, face or PIN of your device, without a password and without a code. Nobody can guess or fish it out of you.</Trans></p>
      <Loaded query={query}>{({ items }) => (items.length === 0 ? null : <Passkeys passkeys={items} />)}</Loaded>
      {knowsPasskeys() ? (isAdding ? <Add close={() => setAdding(false)} /> : <div><Button variant="default" onClick={() => setAdding(true)}><Trans>Add a passkey</Trans></Button></div>) : (
        <div className="note warn"><strong><Trans>This browser cannot use passkeys here</Trans></strong><p><Trans>Take a newer browser, and open the portal by https and its name.</Trans></p></div>
      )}
    </section>
  )
}

function Passkeys({ passkeys }: { readonly passkeys: readonly PasskeyAnswer[] }) {
  const { t, i18n } = useLingui()
  const [chosen, setChosen] = useState<{ readonly id: string; readonly act: 'rename' | 'remove' }>()
  const close = () => setChosen(undefined)
  const one = passkeys.find(({ id }) => id === chosen?.id)
  return (
    <>
      <table className="cards">
        <thead><tr><th scope="col"><Trans>Name</Trans></th><th scope="col"><Trans>Added</Trans></th><th scope="col"><Trans>Last used</Trans></th><th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th></tr></thead>
        <tbody>
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <tr key={id}>
              <td><strong><bdi>{name}</bdi></strong></td>
              <td data-label={t`Added`}>{writeDay(createdAt, i18n.locale)}</td>
              <td data-label={t`Last used`}>{lastUsedAt === null ? t`never` : writeDay(lastUsedAt, i18n.locale)}</td>
              <td><span className="line"><Button size="compact-sm" variant="default" onClick={() => setChosen({ id, act: 'rename' })} aria-label={t`Rename the passkey ${name}`}><Trans>Rename</Trans></Button><Button size="compact-sm" variant="default" onClick={() => setChosen({ id, act: 'remove' })} aria-label={t`Remove the passkey ${name}`}><Trans context="passkey">Remove</Trans></Button></span></td>
            </tr>
          ))}
        </tbody>
      </table>
      {one !== undefined && (chosen?.act === 'rename' ? <Rename key={one.id} passkey={one} close={close} /> : <Remove key={one.id} passkey={one} close={close} />)}
    </>
  )
}

function Add({ close }: { readonly close: () => void }) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const act = useAct(() => addPasskey(name), close)
  return (
    <Form submit={() => act.run(undefined)} label={t`Go on with the device`} isBusy={act.isBusy} fault={act.fault} beside={<Button variant="default" onClick={close}><Trans>Cancel</Trans></Button>}>
      <TextInput label={t`Name of the passkey`} description={t`Such as “my phone”, so that you know it again`} required maxLength={60} autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </Form>
  )
}

function Rename({ passkey: { id, name: old }, close }: { readonly passkey: PasskeyAnswer; readonly close: () => void }) {
  const { t } = useLingui()
  const [name, setName] = useState(old)
  const act = useAct(() => renamePasskey(id, name), close)
  return (
    <Form submit={() => act.run(undefined)} label={t`Save`} isBusy={act.isBusy} fault={act.fault} isDisabled={name.trim() === '' || name === old} beside={<Button variant="default" onClick={close}><Trans>Cancel</Trans></Button>}>
      <TextInput label={t`New name`} required maxLength={60} autoFocus autoComplete="off" value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </Form>
  )
}

function Remove({ passkey: { id, name }, close }: { readonly passkey: PasskeyAnswer; readonly close: () => void }) {
  const act = useAct(() => removePasskey(id), close)
  return (
    <div className="note warn stack" role="group" aria-labelledby="remove-passkey">
      <strong id="remove-passkey"><Trans>Remove the passkey <bdi>{name}</bdi>?</Trans></strong>
      <p><Trans>Nobody signs in with it any more. Delete it on the device too, or the device will go on offering it.</Trans></p>
      {act.fault !== null && <Problem fault={act.fault} />}
      <div className="line"><Button color="red" loading={act.isBusy} onClick={() => act.run(undefined)}><Trans>Remove it</Trans></Button><Button variant="default" autoFocus onClick={close}><Trans>Keep it</Trans></Button></div>
    </div>
  )
}
