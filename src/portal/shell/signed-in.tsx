import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Me } from '#platform/auth/people-answers.ts'
import { meQuery } from '../api/people.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'

export type Person = NonNullable<Me['person']>
type Hat = NonNullable<Me['actingFor']>

/** A page for somebody who is signed in; others are asked to, and led back here. */
export function SignedIn({ title, children }: { readonly title: string; readonly children: (me: Me, person: Person) => ReactNode }) {
  const query = useQuery(meQuery)
  const to = useRouterState({ select: (state) => state.location.href })
  if (query.data === undefined) return <Page title={title}><Loaded query={query}>{() => null}</Loaded></Page>
  if (query.data.person !== null) return children(query.data, query.data.person)
  return (
    <Page title={title}>
      <EmptyState title={<Trans>Sign in to see this page</Trans>} action={<div className="line" style={{ justifyContent: 'center' }}><LinkButton to="/sign-in" search={{ to }}><Trans>Sign in</Trans></LinkButton><LinkButton to="/sign-up" variant="default"><Trans>Sign up</Trans></LinkButton></div>}>
        <Trans>It belongs to somebody. Finding and reading open data needs no account.</Trans>
      </EmptyState>
    </Page>
  )
}

/** A page for somebody who acts for an organisation; others are told how to come by a hat. */
export function WithHat({ title, children }: { readonly title: string; readonly children: (hat: Hat, me: Me) => ReactNode }) {
  return (
    <SignedIn title={title}>
      {(me) => (me.actingFor === null ? <Page title={title}><NoHat hasOrganisation={me.memberships.some(({ isValidNow }) => isValidNow)} /></Page> : children(me.actingFor, me))}
    </SignedIn>
  )
}

function NoHat({ hasOrganisation }: { readonly hasOrganisation: boolean }) {
  const { t } = useLingui()
  return (
    <EmptyState title={t`Here you act for an organisation`} action={<LinkButton to="/organisations"><Trans>To the organisations</Trans></LinkButton>}>
      {hasOrganisation ? <Trans>Choose one at the top, where your name stands.</Trans> : <Trans>Found one, or ask an owner of yours to take you in.</Trans>}
    </EmptyState>
  )
}
