/** A piece of HTML that is safe to write into a page. Made only by the functions of this file. */
export interface Html {
  readonly markup: string
}

/** What may be put into a template: text and numbers are escaped, HTML stays, lists are joined, nothing is left out. */
export type HtmlPart = Html | string | number | null | undefined | readonly HtmlPart[]

/**
 * Writes HTML. Whatever is put in is escaped, unless it is itself a piece of HTML.
 *
 * Parts stand between tags or inside quoted attributes, never inside a script, a style or a tag's name.
 */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { markup: texts.reduce((all, text, place) => all + markupOf(parts[place - 1]) + text) }
}

/**
 * Markup as it is, for what is not written by a template: our own style sheet and script, and drawings of Plot.
 * Never for anything that comes out of a recipe, a report or a file.
 */
export function trustedMarkup(markup: string): Html {
  return { markup }
}

function markupOf(part: HtmlPart): string {
  if (part === null || part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  if ('markup' in part) return part.markup
  return part.map(markupOf).join('')
}

/** Characters that HTML forbids become the replacement character: NUL and other controls, and halves of surrogate pairs. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g

function escapeText(text: string): string {
  return text.toWellFormed().replaceAll(FORBIDDEN, '\ufffd')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('\r', '&#13;')
}
