import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { notificationsQuery, readNotifications } from '../api/feedback.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Badge } from '../ui/evidence-badge.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { useAct } from '../ui/use-act.ts'
import { Spoken } from '../ui/words.tsx'
import { writeInstant } from '../words/write-numbers.ts'

export function NotificationsPage() {
  const { t } = useLingui()
  return <SignedIn title={t`Notices`}>{() => <Notices />}</SignedIn>
}

function Notices() {
  const { t, i18n } = useLingui()
  const query = useQuery(notificationsQuery)
  const read = useAct(readNotifications)
  const unread = query.data?.items.filter(({ isRead }) => !isRead).map(({ id }) => id) ?? []
  return (
    <Page title={t`Notices`} actions={unread.length > 0 && <Button variant="default" loading={read.isBusy} onClick={() => read.run(unread)}><Trans>Mark all as read</Trans></Button>}>
      <Loaded query={query}>
        {({ items }) => (items.length === 0 ? <EmptyState title={<Trans>No notices</Trans>}><Trans>Follow a data set, and you are told here of new versions, answers and decisions.</Trans></EmptyState> : (
          <ul className="rows">
            {items.map((notice) => (
              <li key={notice.id} className="line apart">
                <div className="grow">
                  <p className="small quiet">{writeInstant(notice.at, i18n.locale)}</p>
                  <a href={notice.address} onClick={() => read.run([notice.id])} style={{ fontWeight: notice.isRead ? 400 : 600 }}><Spoken words={notice.title} /></a>
                </div>
                <div className="line">{notice.isDuty && <Badge tone="warn" icon="warn">{t`Needs you`}</Badge>}{!notice.isRead && <Badge tone="busy">{t`New`}</Badge>}</div>
              </li>
            ))}
          </ul>
        ))}
      </Loaded>
    </Page>
  )
}
