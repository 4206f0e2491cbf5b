import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import type { OrganisationAnswer } from '#platform/auth/people-answers.ts'
import { withdrawInvitation } from '../../api/people.ts'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeDay } from '../../words/write-numbers.ts'
import { useRoleWords } from './role-words.ts'

/** Who was invited and has not answered yet. */
export function Invited({ slug, invited, mayManage }: { readonly slug: string; readonly invited: NonNullable<OrganisationAnswer['invited']>; readonly mayManage: boolean }) {
  const { t, i18n } = useLingui()
  const roles = useRoleWords()
  const act = useAct((id: string) => withdrawInvitation(slug, id))
  return (
    <section className="stack">
      <h2><Trans>Invited</Trans></h2>
      {act.fault !== null && <Problem fault={act.fault} />}
      <ul className="rows">
        {invited.map((one) => (
          <li key={one.id} className="line apart">
            <span><bdi>{one.email}</bdi><br /><span className="small quiet"><Trans>Holds until</Trans> {writeDay(one.expiresAt, i18n.locale)}</span></span>
            <div className="line">{one.roles.map((role) => <Badge key={role}>{roles[role]}</Badge>)}{mayManage && <Button size="compact-sm" variant="default" onClick={() => act.run(one.id)} aria-label={t`Take back the invitation of ${one.email}`}><Trans>Take back</Trans></Button>}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}
