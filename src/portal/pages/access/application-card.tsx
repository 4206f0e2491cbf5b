import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { AccessForm, ApplicationAnswer, ApplicationRequest } from '#dam/catalogue/access/access-answers.ts'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Due } from '../../ui/inbox.tsx'
import { Spoken } from '../../ui/words.tsx'
import { pickWords } from '../../words/pick-words.ts'
import { writeDay } from '../../words/write-numbers.ts'

/** On what law the use stands. */
export function useLegalBasisWords(): Readonly<Record<ApplicationRequest['legalBasis'], string>> {
  const { t } = useLingui()
  return { statistics: t`Statistics`, research: t`Scientific research`, 'public-record': t`Archiving in the public interest`, consent: t`Consent of the people`, contract: t`A contract`, other: t`Another` }
}

/** All that an application says, and how it stands. */
export function ApplicationCard({ application, form, children }: { readonly application: ApplicationAnswer; readonly form?: AccessForm | undefined; readonly children?: ReactNode }) {
  const { t, i18n } = useLingui()
  const bases = useLegalBasisWords()
  const day = (instant: string) => writeDay(instant, i18n.locale)
  const states: Record<ApplicationAnswer['state'], readonly [string, string]> = { waiting: [t`Waits for an answer`, 'busy'], granted: [t`Granted`, 'good'], refused: [t`Refused`, 'bad'], withdrawn: [t`Taken back`, ''], revoked: [t`Revoked`, 'bad'], expired: [t`Ended`, ''] }
  const [state, tone] = states[application.state]
  const labelOf = (id: string) => pickWords(form?.fields.find((field) => field.id === id)?.label ?? {}, i18n.locale).text || id
  const applied = day(application.appliedAt)
  return (
    <article className="card stack">
      <header className="line apart">
        <div>
          <h2 className="title-3">{application.applicant.name}{application.applicant.organisation !== null && ` · ${application.applicant.organisation}`}</h2>
          <p className="small quiet"><Spoken words={application.title} otherwise={application.slug} /> · <Trans>applied {applied}</Trans></p>
        </div>
        <div className="line"><Badge tone={tone}>{state}</Badge>{application.state === 'waiting' && <Due due={application.due} />}{application.isEscalated && <Badge tone="warn" icon="warn">{t`Passed on to the delegates`}</Badge>}</div>
      </header>
      <dl className="pairs">
        <dt><Trans>Purpose</Trans></dt><dd dir="auto" style={{ whiteSpace: 'pre-line' }}>{application.purpose}</dd>
        <dt><Trans>Legal basis</Trans></dt><dd>{bases[application.legalBasis]}</dd>
        <dt><Trans>People</Trans></dt><dd>{application.people.map((person) => <div key={person.email}>{person.name} · <bdi>{person.email}</bdi></div>)}</dd>
        <dt><Trans>Wanted until</Trans></dt><dd>{day(application.until)}</dd>
        {Object.entries(application.answers).map(([id, answer]) => <Answer key={id} label={labelOf(id)} answer={answer} />)}
        {application.grantedUntil !== null && <><dt><Trans>Granted until</Trans></dt><dd>{day(application.grantedUntil)}</dd></>}
        {application.reasons !== null && <><dt><Trans>Reasons</Trans></dt><dd dir="auto">{application.reasons}</dd></>}
        {application.decidedAt !== null && <><dt><Trans>Decided</Trans></dt><dd>{day(application.decidedAt)}{application.decidedBy !== null && ` · ${application.decidedBy}`}</dd></>}
      </dl>
      {children}
    </article>
  )
}

function Answer({ label, answer }: { readonly label: string; readonly answer: string }) {
  return <><dt dir="auto">{label}</dt><dd dir="auto">{answer}</dd></>
}
