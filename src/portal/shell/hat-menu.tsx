import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { Me } from '#platform/auth/people-answers.ts'
import { signOut, wearHat } from '../api/people.ts'
import { Icon } from '../ui/icon.tsx'
import { useAct } from '../ui/use-act.ts'
import { Spoken } from '../ui/words.tsx'
import { pickWords } from '../words/pick-words.ts'

/** Whose hat one wears, and how to change it. */
export function HatMenu({ me }: { readonly me: Me }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const hat = useAct(wearHat)
  const leave = useAct(signOut, () => void navigate({ to: '/' }))
  const person = me.person?.name ?? ''
  const worn = me.actingFor === null ? person : pickWords(me.actingFor.name, i18n.locale).text
  const hats = me.memberships.filter(({ isValidNow }) => isValidNow)
  return (
    <Menu position="bottom-end" withinPortal width={280}>
      <Menu.Target><Button variant="default" size="sm" rightSection={<Icon name="down" />} aria-label={t`You act as ${worn}`} maw={240}>{worn}</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label><Trans>I act as</Trans></Menu.Label>
        <Menu.Item onClick={() => hat.run(null)} rightSection={me.actingFor === null ? <Icon name="check" /> : null}>{person}</Menu.Item>
        {hats.map(({ organisation }) => <Menu.Item key={organisation.id} onClick={() => hat.run(organisation.id)} rightSection={me.actingFor?.id === organisation.id ? <Icon name="check" /> : null}><Spoken words={organisation.name} otherwise={organisation.slug} /></Menu.Item>)}
        <Menu.Divider />
        <Menu.Item onClick={() => void navigate({ to: '/account/$part', params: { part: 'profile' } })}><Trans>Account</Trans></Menu.Item>
        <Menu.Item onClick={() => void navigate({ to: '/organisations' })}><Trans>Organisations</Trans></Menu.Item>
        <Menu.Item onClick={() => leave.run(undefined)}><Trans>Sign out</Trans></Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
