import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AboutAnswer } from '#platform/http/about-answers.ts'
import { aboutQuery } from '../../api/dam.ts'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'

interface Part {
  readonly id: string
  readonly title: string
  readonly body: ReactNode
}

/** A page about the dam, to be read from top to bottom, with its parts to jump to. */
export function ReadingPage({ title, lead, partsOf }: { readonly title: string; readonly lead: ReactNode; readonly partsOf: (about: AboutAnswer) => readonly Part[] }) {
  const { t } = useLingui()
  const query = useQuery(aboutQuery)
  if (query.data === undefined) return <Page title={title}><Loaded query={query}>{() => null}</Loaded></Page>
  const parts = partsOf(query.data)
  return (
    <Page title={title} lead={lead}>
      <div className="with-contents">
        <article className="reading prose">
          {parts.map(({ id, title: heading, body }) => <section key={id} aria-labelledby={id}><h2 id={id} tabIndex={-1}>{heading}</h2>{body}</section>)}
        </article>
        <nav className="reading-side small" aria-label={t`On this page`}>
          <p className="quiet" aria-hidden="true"><Trans>On this page</Trans></p>
          <ol>{parts.map(({ id, title: heading }) => <li key={id}><a href={`#${id}`}>{heading}</a></li>)}</ol>
        </nav>
      </div>
    </Page>
  )
}

/** An e-mail address or the address of a page, as a link. */
export function ContactLink({ contact }: { readonly contact: string }) {
  return <a href={contact.includes('://') ? contact : `mailto:${contact}`}><bdi dir="ltr">{contact}</bdi></a>
}
