import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me, Names } from '#platform/auth/people-answers.ts'
import { createOrganisation, organisationsQuery, wearHat } from '../../api/people.ts'
import { SignedIn } from '../../shell/signed-in.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Form } from '../../ui/form.tsx'
import { LanguageField } from '../../ui/language-field.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Spoken } from '../../ui/words.tsx'
import { slugFrom } from '../workspace/dataset-details.ts'
import { useRoleWords } from './role-words.ts'

/** The organisations of this dam, mine first, and founding one. */
export function OrganisationsPage() {
  const { t } = useLingui()
  const [isNew, setNew] = useState(false)
  const title = t`Organisations`
  return (
    <SignedIn title={title}>
      {(me) => (
        <Page title={title} lead={<Trans>Data belongs to organisations; people act for them in the roles that they have today.</Trans>} actions={<><LinkButton to="/invitations" variant="default"><Trans>Invitations</Trans></LinkButton>{!isNew && <Button onClick={() => setNew(true)}><Trans>Found an organisation</Trans></Button>}</>}>
          <div className="stack loose">
            {isNew && <Found close={() => setNew(false)} />}
            <Mine me={me} />
            <Others me={me} />
          </div>
        </Page>
      )}
    </SignedIn>
  )
}

function Mine({ me }: { readonly me: Me }) {
  const { t } = useLingui()
  const roles = useRoleWords()
  if (me.memberships.length === 0) return <EmptyState title={<Trans>You belong to no organisation yet</Trans>}><Trans>Found one, or tell an owner of yours the e-mail address of your account.</Trans></EmptyState>
  return (
    <section>
      <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Mine</Trans></h2>
      <ul className="rows">
        {me.memberships.map((membership) => (
          <li key={membership.organisation.id} className="line apart">
            <h3><Link to="/organisations/$slug" params={{ slug: membership.organisation.slug }}><Spoken words={membership.organisation.name} otherwise={membership.organisation.slug} /></Link></h3>
            <div className="line">{membership.roles.map((role) => <Badge key={role}>{roles[role]}</Badge>)}{!membership.isValidNow && <Badge tone="warn">{t`not valid today`}</Badge>}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Others({ me }: { readonly me: Me }) {
  const query = useQuery(organisationsQuery)
  const mine = new Set(me.memberships.map(({ organisation }) => organisation.id))
  return (
    <Loaded query={query}>
      {({ items }) => {
        const others = items.filter(({ id }) => !mine.has(id))
        return others.length === 0 ? null : <section><h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Others</Trans></h2><ul className="rows">{others.map((organisation) => <li key={organisation.id}><Link to="/organisations/$slug" params={{ slug: organisation.slug }}><Spoken words={organisation.name} otherwise={organisation.slug} /></Link></li>)}</ul></section>
      }}
    </Loaded>
  )
}

function Found({ close }: { readonly close: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [name, setName] = useState<Names>({})
  const [own, setOwn] = useState<string>()
  const slug = own ?? slugFrom(name.en ?? '')
  const act = useAct(async () => {
    const organisation = await createOrganisation({ slug, name, description: {} })
    await wearHat(organisation.id)
  }, () => void navigate({ to: '/organisations/$slug', params: { slug } }))
  return (
    <div className="card readable">
      <Form submit={() => act.run(undefined)} label={t`Found`} isBusy={act.isBusy} fault={act.fault} isDisabled={slug === '' || !(name.ko || name.en)} beside={<Button variant="default" onClick={close}><Trans>Leave it</Trans></Button>}>
        <LanguageField label={t`Name`} value={name} change={setName} />
        <TextInput className="ltr" label={t`Address`} description={t`Small letters, digits and hyphens. It stays for ever.`} required pattern="[a-z0-9]([a-z0-9\-]{0,78}[a-z0-9])?" value={slug} onChange={(event) => setOwn(event.currentTarget.value)} />
      </Form>
    </div>
  )
}
