import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { changeMe, sendVerification } from '../../api/people.ts'
import type { Person } from '../../shell/signed-in.tsx'
import { Form } from '../../ui/form.tsx'
import { useAct } from '../../ui/use-act.ts'
import { LANGUAGES, OWN_NAMES } from '../../words/language.ts'

export function ProfilePart({ person }: { readonly person: Person }) {
  const { t } = useLingui()
  const [name, setName] = useState(person.name)
  const [language, setLanguage] = useState<string>(person.language)
  const act = useAct(() => changeMe({ name, language }))
  const again = useAct(() => sendVerification(person.email))
  return (
    <div className="stack readable">
      {!person.isEmailVerified && <div className="note warn"><strong><Trans>Your e-mail is not confirmed yet</Trans></strong><p>{again.isDone ? <Trans>It is on its way once more.</Trans> : <button type="button" className="link-like" onClick={() => again.run(undefined)}><Trans>Send the message again</Trans></button>}</p></div>}
      <Form submit={() => act.run(undefined)} label={t`Save`} isBusy={act.isBusy} fault={act.fault} isDisabled={name === person.name && language === person.language} beside={act.isDone && <span className="quiet" role="status"><Trans>Saved</Trans></span>}>
        <TextInput label={t`Name`} autoComplete="name" required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect label={t`Language of our messages`} value={language} onChange={(event) => setLanguage(event.currentTarget.value)} data={LANGUAGES.map((value) => ({ value, label: OWN_NAMES[value] }))} />
      </Form>
    </div>
  )
}
