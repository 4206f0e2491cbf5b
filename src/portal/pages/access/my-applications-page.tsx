import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endApplication, ownApplicationsQuery } from '../../api/access.ts'
import { SignedIn } from '../../shell/signed-in.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { ApplicationCard } from './application-card.tsx'

/** What I asked for, how it stands, and until when it holds. */
export function MyApplicationsPage() {
  const { t } = useLingui()
  const title = t`My applications`
  return <SignedIn title={title}>{() => <Page title={title} lead={<Trans>What you may have, for what, and until when.</Trans>} actions={<LinkButton to="/recalls" variant="default"><Trans>Recalled versions</Trans></LinkButton>}><Own /></Page>}</SignedIn>
}

function Own() {
  const query = useQuery(ownApplicationsQuery)
  const withdraw = useAct((id: string) => endApplication(id, 'withdraw', ''))
  return (
    <Loaded query={query}>
      {({ items }) => (items.length === 0 ? (
        <EmptyState title={<Trans>You have not applied for anything</Trans>} action={<LinkButton to="/datasets" search={{ access: 'on-application' }}><Trans>Look for data</Trans></LinkButton>}><Trans>Most data here is open. Where it is not, its page has a button to apply.</Trans></EmptyState>
      ) : (
        <div className="stack">
          {withdraw.fault !== null && <Problem fault={withdraw.fault} />}
          {items.map((application) => (
            <ApplicationCard key={application.id} application={application}>
              <div className="line">
                <LinkButton to="/datasets/$publisher/$slug" params={{ publisher: application.publisher, slug: application.slug }} variant="default" size="sm"><Trans>To the data set</Trans></LinkButton>
                {application.state === 'waiting' && <Button variant="default" size="sm" loading={withdraw.isBusy} onClick={() => withdraw.run(application.id)}><Trans>Take it back</Trans></Button>}
              </div>
            </ApplicationCard>
          ))}
        </div>
      ))}
    </Loaded>
  )
}
