import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OrganisationAnswer, Role } from '#platform/auth/people-answers.ts'
import type { NewMember } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useRoleSentences, useRoleWords } from './role-words.ts'

const ROLES: readonly Role[] = ['owner', 'steward', 'approver', 'access-officer', 'member']

interface Edited {
  readonly member?: NonNullable<OrganisationAnswer['members']>[number]
  readonly save: (member: NewMember) => Promise<unknown>
  readonly close: () => void
}

/** Who does what, from when until when. */
export function MemberForm({ member, save, close }: Edited) {
  const { t } = useLingui()
  const words = useRoleWords()
  const sentences = useRoleSentences()
  const [email, setEmail] = useState(member?.person.email ?? '')
  const [roles, setRoles] = useState<readonly Role[]>(member?.roles ?? ['member'])
  const [from, setFrom] = useState(member?.from ?? '')
  const [until, setUntil] = useState(member?.until ?? '')
  const act = useAct(() => save({ email, roles, ...(from !== '' && { from }), ...(until !== '' && { until }) }), close)
  return (
    <div className="card">
      <Form submit={() => act.run(undefined)} label={member === undefined ? t`Take in` : t`Save`} isBusy={act.isBusy} fault={act.fault} isDisabled={roles.length === 0} beside={<Button variant="default" onClick={close}><Trans>Leave it</Trans></Button>}>
        {member === undefined ? <TextInput label={t`E-mail`} description={t`An invitation goes there; it is accepted with an account of this address.`} type="email" required value={email} onChange={(event) => setEmail(event.currentTarget.value)} /> : <h3>{member.person.name}</h3>}
        <Checkbox.Group label={t`Roles`} value={[...roles]} onChange={(chosen) => setRoles(ROLES.filter((role) => chosen.includes(role)))}>
          <div className="stack tight">{ROLES.map((role) => <Checkbox key={role} value={role} label={words[role]} description={sentences[role]} />)}</div>
        </Checkbox.Group>
        <div className="halves fields">
          <TextInput label={t`From`} description={t`Empty: at once`} type="date" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput label={t`Until`} description={t`Empty: no end`} type="date" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        </div>
      </Form>
    </div>
  )
}
