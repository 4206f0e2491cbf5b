import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { meQuery } from '../api/people.ts'
import { Icon } from '../ui/icon.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { HatMenu } from './hat-menu.tsx'
import { LookMenu } from './look-menu.tsx'

/** The same on every page: where one may go, and who one is just now. */
export function Header() {
  const { t } = useLingui()
  const { data: me } = useQuery(meQuery)
  const isSignedIn = me !== undefined && me.person !== null
  return (
    <header className={isSignedIn ? 'masthead signed-in' : 'masthead'}>
      <div className="wrap">
        <Link to="/" className="brand" aria-label={t`datadam, to the first page`}><Mark /><span className="brand-name">datadam</span></Link>
        <nav aria-label={t`Main`}>
          <Link to="/datasets"><Trans>Data</Trans></Link>
          {isSignedIn && <Link to="/workspace"><Trans>My data</Trans></Link>}
          {isSignedIn && <Link to="/inbox"><Trans>To do</Trans>{me.waiting > 0 && <> <span className="count">{me.waiting}</span></>}</Link>}
          {isSignedIn && <Link to="/applications"><Trans>My applications</Trans></Link>}
          {me?.isOperator === true && <Link to="/operator/$part" params={{ part: 'health' }}><Trans>Operation</Trans></Link>}
        </nav>
        <div className="line">
          <LookMenu />
          {isSignedIn && <Link to="/notifications" className="line notices"><Icon name="bell" size={20} /><span className="hidden"><Trans>Notices</Trans></span>{me.unread > 0 && <span className="count">{me.unread}<span className="hidden"> <Trans>not read</Trans></span></span>}</Link>}
          {isSignedIn ? <HatMenu me={me} /> : <LinkButton to="/sign-in" variant="default" size="sm"><Trans>Sign in</Trans></LinkButton>}
        </div>
      </div>
    </header>
  )
}

function Mark() {
  return (
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
      <path className="wall" d="M3 5h6v18H3z" />
      <path className="water" d="M12 9c3-2 5 2 8 0 2-1.300 3-1 5-.4M12 14c3-2 5 2 8 0 2-1.300 3-1 5-.4M12 19c3-2 5 2 8 0 2-1.300 3-1 5-.4" strokeWidth="2.400" fill="none" strokeLinecap="round" />
    </svg>
  )
}
