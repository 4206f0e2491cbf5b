import { useLingui } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { SignedIn } from '../../shell/signed-in.tsx'
import { Page } from '../../ui/page.tsx'
import { KeysPart } from './keys-part.tsx'
import { ProfilePart } from './profile-part.tsx'
import { SearchesPart } from './searches-part.tsx'
import { SecurityPart } from './security-part.tsx'
import { SessionsPart } from './sessions-part.tsx'

const PARTS = ['profile', 'security', 'sessions', 'keys', 'searches'] as const

export function AccountPage() {
  const { t } = useLingui()
  const { part: asked } = useParams({ from: '/account/$part' })
  const part = PARTS.find((one) => one === asked) ?? 'profile'
  const words: Record<(typeof PARTS)[number], string> = { profile: t`About me`, security: t`Signing in`, sessions: t`Sessions`, keys: t`Keys`, searches: t`Saved searches` }
  const title = t`Account`
  return (
    <SignedIn title={title}>
      {(_, person) => (
        <Page title={title} lead={<bdi>{person.email}</bdi>}>
          <div className="with-side">
            <nav className="side-nav" aria-label={t`Parts of the account`}>{PARTS.map((one) => <Link key={one} to="/account/$part" params={{ part: one }}>{words[one]}</Link>)}</nav>
            <section aria-label={words[part]}>
              {part === 'profile' && <ProfilePart person={person} />}
              {part === 'security' && <SecurityPart person={person} />}
              {part === 'sessions' && <SessionsPart />}
              {part === 'keys' && <KeysPart />}
              {part === 'searches' && <SearchesPart />}
            </section>
          </div>
        </Page>
      )}
    </SignedIn>
  )
}
