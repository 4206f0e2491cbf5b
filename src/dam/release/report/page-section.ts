import { type Html, type HtmlPart, html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'

/** Everything a section is written with: the language, and where it stands. */
export interface PageSection {
  /** Unique in its language. */
  readonly id: string
  readonly title: string
  /** One or two plain sentences: what the section tells. */
  readonly lead: string
  readonly body: HtmlPart
}

/** A section of the page, with its heading and lead. */
export function pageSection({ id, title, lead, body }: PageSection, { language }: Tongue): Html {
  return html`<section id="${language}-${id}" aria-labelledby="${language}-${id}-title"><h2 id="${language}-${id}-title">${title}</h2><p class="lead">${lead}</p>${body}</section>`
}
