import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { inboxQuery } from '../api/datasets.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Inbox } from '../ui/inbox.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'

export function InboxPage() {
  const { t } = useLingui()
  const title = t`To do`
  return <SignedIn title={title}>{() => <Page title={title} lead={<Trans>Everything that waits for you, what is due first on top.</Trans>}><Waiting /></Page>}</SignedIn>
}

function Waiting() {
  const query = useQuery(inboxQuery)
  return (
    <Loaded query={query}>
      {({ items }) => (items.length === 0 ? <EmptyState title={<Trans>Nothing waits for you</Trans>}><Trans>Versions to approve, applications to decide and questions to answer appear here, for the hat that you wear at the top.</Trans></EmptyState> : <Inbox items={items} />)}
    </Loaded>
  )
}
