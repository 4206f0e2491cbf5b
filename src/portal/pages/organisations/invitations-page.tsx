import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { answerInvitation, invitationsQuery } from '../../api/people.ts'
import { SignedIn } from '../../shell/signed-in.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { Spoken } from '../../ui/words.tsx'
import { writeDay } from '../../words/write-numbers.ts'
import { useRoleWords } from './role-words.ts'

/** Organisations that want to take me in. */
export function InvitationsPage() {
  const { t } = useLingui()
  const title = t`Invitations`
  return <SignedIn title={title}>{() => <Page title={title} lead={<Trans>Organisations that want to take you in. Accept only those that you know.</Trans>}><Invitations /></Page>}</SignedIn>
}

function Invitations() {
  const { i18n } = useLingui()
  const query = useQuery(invitationsQuery)
  const roles = useRoleWords()
  const act = useAct(({ id, answer }: { readonly id: string; readonly answer: 'accept' | 'decline' }) => answerInvitation(id, answer))
  return (
    <Loaded query={query}>
      {({ items }) => (
        <div className="stack">
          {act.fault !== null && <Problem fault={act.fault} />}
          {items.length === 0 ? <EmptyState title={<Trans>No invitation waits for you</Trans>}><Trans>An owner of an organisation invites you by the e-mail address of your account.</Trans></EmptyState> : (
            <ul className="rows">
              {items.map((invitation) => (
                <li key={invitation.id} className="line apart">
                  <div><h2 className="title-3"><Spoken words={invitation.organisation.name} otherwise={invitation.organisation.slug} /></h2><p className="line">{invitation.roles.map((role) => <Badge key={role}>{roles[role]}</Badge>)}<span className="small quiet"><Trans>Holds until</Trans> {writeDay(invitation.expiresAt, i18n.locale)}</span></p></div>
                  <div className="line"><Button loading={act.isBusy} onClick={() => act.run({ id: invitation.id, answer: 'accept' })}><Trans>Accept</Trans></Button><Button variant="default" onClick={() => act.run({ id: invitation.id, answer: 'decline' })}><Trans>Decline</Trans></Button></div>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Loaded>
  )
}
