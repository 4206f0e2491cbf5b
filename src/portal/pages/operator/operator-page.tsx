import { Trans, useLingui } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { SignedIn } from '../../shell/signed-in.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { AuditLogPart } from './audit-log-part.tsx'
import { HealthPart } from './health-part.tsx'
import { JobsPart } from './jobs-part.tsx'
import { StoragePart } from './storage-part.tsx'
import { UsersPart } from './users-part.tsx'

const PARTS = ['health', 'users', 'jobs', 'storage', 'audit-log'] as const

/** What the people who run the dam look after. */
export function OperatorPage() {
  const { t } = useLingui()
  const { part: asked } = useParams({ from: '/operator/$part' })
  const part = PARTS.find((one) => one === asked) ?? 'health'
  const words: Record<(typeof PARTS)[number], string> = { health: t`Health of the dam`, users: t`Users`, jobs: t`Jobs`, storage: t`Storage`, 'audit-log': t`Audit log` }
  const parts = { health: HealthPart, users: UsersPart, jobs: JobsPart, storage: StoragePart, 'audit-log': AuditLogPart }
  const Part = parts[part]
  const title = t`Operation`
  return (
    <SignedIn title={title}>
      {(me) => (
        <Page title={title}>
          {me.isOperator ? (
            <div className="with-side">
              <nav className="side-nav" aria-label={t`Parts of the operation`}>{PARTS.map((one) => <Link key={one} to="/operator/$part" params={{ part: one }}>{words[one]}</Link>)}</nav>
              <section className="stack" aria-label={words[part]}><Part /></section>
            </div>
          ) : <EmptyState title={<Trans>This page is for operators</Trans>}><Trans>They look after people, jobs and storage. What belongs to organisations is none of their business.</Trans></EmptyState>}
        </Page>
      )}
    </SignedIn>
  )
}
