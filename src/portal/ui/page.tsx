import { useEffect, type ReactNode } from 'react'
import { Trans } from '@lingui/react/macro'

interface PageWords {
  /** Also the title of the window. */
  readonly title: string
  readonly heading?: ReactNode
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** Where the page stands: links from the widest down. */
  readonly trail?: readonly ReactNode[]
  readonly width?: 'narrow' | 'wide'
  readonly children: ReactNode
}

/** A page: title, lead, actions and trail in their places, whatever it holds. */
export function Page({ title, heading = title, lead, actions, trail = [], width, children }: PageWords) {
  useEffect(() => {
    document.title = `${title} · datadam`
  }, [title])
  return (
    <div className={`wrap ${width ?? ''}`}>
      <header className="page-head">
        {trail.length > 0 && <Trail steps={trail} />}
        <div className="line apart">
          <div className="grow">
            <h1>{heading}</h1>
            {lead !== undefined && <p className="lead">{lead}</p>}
          </div>
          {actions !== undefined && <div className="line">{actions}</div>}
        </div>
      </header>
      {children}
    </div>
  )
}

function Trail({ steps }: { readonly steps: readonly ReactNode[] }) {
  return (
    <nav className="trail">
      <span className="hidden"><Trans>You are here</Trans></span>
      <ol>{steps.map((step, place) => <li key={place}>{step}</li>)}</ol>
    </nav>
  )
}
