import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changeUser, usersQuery } from '../../api/operator.ts'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeDay } from '../../words/write-numbers.ts'

export function UsersPart() {
  const { t, i18n } = useLingui()
  const [offset, setOffset] = useState(0)
  const query = useQuery(usersQuery(offset))
  const act = useAct(({ id, kind }: { readonly id: string; readonly kind: 'suspend' | 'restore' }) => changeUser(id, kind))
  return (
    <Loaded query={query}>
      {({ items, total }) => (
        <>
          {act.fault !== null && <Problem fault={act.fault} />}
          <table className="cards">
            <thead><tr><th scope="col"><Trans>Name</Trans></th><th scope="col"><Trans>E-mail</Trans></th><th scope="col"><Trans>Organisations</Trans></th><th scope="col"><Trans>Since</Trans></th><th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th></tr></thead>
            <tbody>
              {items.map((user) => (
                <tr key={user.id}>
                  <td><span className="line"><strong>{user.name}</strong>{user.isOperator && <Badge tone="busy">{t`Operator`}</Badge>}{user.isSuspended && <Badge tone="bad">{t`Suspended`}</Badge>}</span></td>
                  <td data-label={t`E-mail`}><bdi>{user.email}</bdi></td>
                  <td data-label={t`Organisations`}>{user.organisations.join(', ')}</td>
                  <td data-label={t`Since`}>{writeDay(user.createdAt, i18n.locale)}</td>
                  <td>{user.isSuspended ? <Button size="compact-sm" variant="default" onClick={() => act.run({ id: user.id, kind: 'restore' })} aria-label={t`Let in again: ${user.name}`}><Trans>Let in again</Trans></Button> : <Button size="compact-sm" variant="default" onClick={() => act.run({ id: user.id, kind: 'suspend' })} aria-label={t`Suspend ${user.name}`}><Trans>Suspend</Trans></Button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Pager offset={offset} limit={50} total={total} go={setOffset} />
        </>
      )}
    </Loaded>
  )
}
