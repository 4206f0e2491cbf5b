import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me, OrganisationAnswer } from '#platform/auth/people-answers.ts'
import { catalogueQuery } from '../../api/datasets.ts'
import { addMember, changeMember, meQuery, organisationQuery, removeMember } from '../../api/people.ts'
import { DatasetRow } from '../../ui/dataset-row.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Spoken } from '../../ui/words.tsx'
import { pickWords } from '../../words/pick-words.ts'
import { writeDay } from '../../words/write-numbers.ts'
import { Invited } from './invited.tsx'
import { MemberForm } from './member-form.tsx'
import { useRoleWords } from './role-words.ts'

type Member = NonNullable<OrganisationAnswer['members']>[number]

/** An organisation: what it publishes, and for its own people who does what until when. */
export function OrganisationPage() {
  const { t, i18n } = useLingui()
  const { slug } = useParams({ from: '/organisations/$slug' })
  const query = useQuery(organisationQuery(slug))
  const { data: me } = useQuery(meQuery)
  const title = query.data === undefined ? t`Organisation` : pickWords(query.data.name, i18n.locale).text || slug
  return (
    <Page title={title} trail={[<Link to="/organisations" key="all"><Trans>Organisations</Trans></Link>]} lead={query.data && <Spoken words={query.data.description} />}>
      <Loaded query={query}>
        {(organisation) => (
          <div className="stack loose">
            {organisation.members !== undefined && <Members slug={slug} members={organisation.members} mayManage={mayManage(me, organisation)} />}
            {organisation.invited !== undefined && organisation.invited.length > 0 && <Invited slug={slug} invited={organisation.invited} mayManage={mayManage(me, organisation)} />}
            <Published publisher={slug} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function mayManage(me: Me | undefined, organisation: OrganisationAnswer): boolean {
  return me?.actingFor?.id === organisation.id && me.permissions.includes('organisation:manage')
}

function Members({ slug, members, mayManage }: { readonly slug: string; readonly members: readonly Member[]; readonly mayManage: boolean }) {
  const { t, i18n } = useLingui()
  const roles = useRoleWords()
  const [edited, setEdited] = useState<string | 'new'>()
  const remove = useAct((personId: string) => removeMember(slug, personId))
  const close = () => setEdited(undefined)
  const days = (member: Member) => (member.from === null && member.until === null ? t`no end` : `${member.from === null ? '' : writeDay(member.from, i18n.locale)} – ${member.until === null ? '' : writeDay(member.until, i18n.locale)}`)
  return (
    <section className="stack">
      <div className="line apart"><h2><Trans>People</Trans></h2>{mayManage && edited !== 'new' && <Button variant="default" onClick={() => setEdited('new')}><Trans>Take somebody in</Trans></Button>}</div>
      {edited === 'new' && <MemberForm save={({ email, ...rest }) => addMember(slug, { email, ...rest })} close={close} />}
      <table className="cards">
        <thead><tr><th scope="col"><Trans>Name</Trans></th><th scope="col"><Trans>E-mail</Trans></th><th scope="col"><Trans>Roles</Trans></th><th scope="col"><Trans>Valid</Trans></th>{mayManage && <th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th>}</tr></thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.person.id}>
              <td><strong>{member.person.name}</strong></td>
              <td data-label={t`E-mail`}><bdi>{member.person.email}</bdi></td>
              <td data-label={t`Roles`}><span className="line">{member.roles.map((role) => <Badge key={role}>{roles[role]}</Badge>)}</span></td>
              <td data-label={t`Valid`} className="number" style={{ textAlign: 'start' }}>{days(member)}</td>
              {mayManage && <td><span className="line"><Button size="compact-sm" variant="default" onClick={() => setEdited(member.person.id)} aria-label={t`Change the roles of ${member.person.name}`}><Trans>Change</Trans></Button><Button size="compact-sm" variant="default" onClick={() => remove.run(member.person.id)} aria-label={t`Remove ${member.person.name}`}><Trans>Remove</Trans></Button></span></td>}
            </tr>
          ))}
        </tbody>
      </table>
      {members.filter(({ person }) => person.id === edited).map((member) => <MemberForm key={member.person.id} member={member} save={({ roles, from, until }) => changeMember(slug, member.person.id, { roles, ...(from !== undefined && { from }), ...(until !== undefined && { until }) })} close={close} />)}
      {remove.fault !== null && <Problem fault={remove.fault} />}
    </section>
  )
}

function Published({ publisher }: { readonly publisher: string }) {
  const query = useQuery(catalogueQuery({ publisher }))
  return (
    <section>
      <h2 style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Published data</Trans></h2>
      <Loaded query={query}>{({ items }) => (items.length === 0 ? <EmptyState title={<Trans>Nothing is published yet</Trans>} /> : <ul className="rows">{items.map((dataset) => <DatasetRow key={dataset.slug} dataset={dataset} />)}</ul>)}</Loaded>
    </section>
  )
}
