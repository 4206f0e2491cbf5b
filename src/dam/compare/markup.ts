/** A piece of a page that is escaped already. */
export interface Markup {
  readonly markup: string
}

/** One element. Texts inside it and values of attributes are escaped; its name and those of its attributes are our own. */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...parts: readonly (Markup | string)[]): Markup {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escapeText(value)}"`).join('')
  return { markup: `<${name}${written}>${parts.map((part) => (typeof part === 'string' ? escapeText(part) : part.markup)).join('')}</${name}>` }
}

/** Control characters, which a page must not hold, and halves of surrogate pairs. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeText(text: string): string {
  return text.toWellFormed().replaceAll(FORBIDDEN, '\ufffd').replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
}
