import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { endSession, sessionsQuery } from '../../api/people.ts'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeInstant } from '../../words/write-numbers.ts'

/** Where one is signed in, and ending it. */
export function SessionsPart() {
  const { t, i18n } = useLingui()
  const query = useQuery(sessionsQuery)
  const act = useAct(endSession)
  return (
    <div className="stack">
      <p className="quiet readable"><Trans>Every browser that is signed in as you. End what you do not know, then set a new password.</Trans></p>
      {act.fault !== null && <Problem fault={act.fault} />}
      <Loaded query={query}>
        {({ items }) => (
          <table className="cards">
            <thead><tr><th scope="col"><Trans>Browser</Trans></th><th scope="col"><Trans>Address</Trans></th><th scope="col"><Trans>Last seen</Trans></th><th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th></tr></thead>
            <tbody>
              {items.map((session) => (
                <tr key={session.id}>
                  <td><span><bdi>{session.agent}</bdi> {session.isThisOne && <Badge tone="good">{t`this one`}</Badge>}</span></td>
                  <td data-label={t`Address`}><bdi>{session.address}</bdi></td>
                  <td data-label={t`Last seen`}>{writeInstant(session.lastSeenAt, i18n.locale)}</td>
                  <td>{!session.isThisOne && <Button size="compact-sm" variant="default" onClick={() => act.run(session.id)} aria-label={t`End the session of ${session.agent}`}><Trans>End</Trans></Button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </div>
  )
}
