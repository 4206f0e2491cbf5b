import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { Waiting } from '../ui/loading.tsx'
import { Header } from './header.tsx'

/** What stands around every page. */
export function Shell() {
  const { t } = useLingui()
  const main = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef(pathname)
  // Who reads by ear or keyboard begins a new page at its top, not at the link that led there.
  useEffect(() => {
    if (before.current !== undefined && before.current !== pathname) main.current?.focus({ preventScroll: true })
    before.current = pathname
  }, [pathname])
  return (
    <div className="portal">
      <a className="skip" href="#content"><Trans>To the content</Trans></a>
      <Header />
      <main id="content" ref={main} tabIndex={-1} style={{ outline: 'none' }}>
        <Suspense fallback={<div className="wrap" style={{ paddingBlock: 'var(--s6)' }}><Waiting /></div>}><Outlet /></Suspense>
      </main>
      <footer className="foot">
        <div className="wrap line apart">
          <span><Trans>datadam: an open dam for data. Every number here can be counted again.</Trans></span>
          <nav aria-label={t`About this portal`}>
            <Link to="/privacy"><Trans>Privacy</Trans></Link>
            <Link to="/security"><Trans>Security</Trans></Link>
            <a href="/openapi.json"><Trans>For programs (API)</Trans></a>
          </nav>
        </div>
      </footer>
    </div>
  )
}
