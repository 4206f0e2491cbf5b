import { Refusal } from '#platform/refusal.ts'
import type { DatasetDetails, LicenceTerms } from './dataset-answers.ts'

/** What is known of a licence by its name. Source: the licence texts at creativecommons.org and kogl.or.kr. */
const KNOWN_TERMS: readonly { readonly id: RegExp; readonly terms: Partial<LicenceTerms> }[] = [
  { id: /^CC0-/i, terms: { mustAttribute: false, mayRedistribute: true, territory: null, expires: null } },
  { id: /^CC-BY/i, terms: { mustAttribute: true, mayRedistribute: true, territory: null, expires: null } },
  { id: /^PDDL-/i, terms: { mustAttribute: false, mayRedistribute: true, territory: null, expires: null } },
  { id: /^(?:ODC-By|ODbL)-/i, terms: { mustAttribute: true, mayRedistribute: true, territory: null, expires: null } },
  { id: /^KOGL-[1-4]$/i, terms: { mustAttribute: true, mayRedistribute: true, territory: null, expires: null } },
]

/** An SPDX identifier, a name of one's own such as `LicenseRef-city`, or the address of the text. */
const LICENCE_ID = /^(?:[A-Za-z0-9][A-Za-z0-9.+-]{0,79}|https:\/\/\S{1,300})$/

/**
 * Refuses details that a reader, or a machine, could make nothing of.
 *
 * @throws {Refusal} `bad-input` that says what is missing or does not go together
 */
export function checkDetails({ title, licence }: DatasetDetails): void {
  if (!title.ko?.trim() && !title.en?.trim()) throw new Refusal('bad-input', 'A data set needs a title in Korean or in English')
  if (!LICENCE_ID.test(licence.id)) throw new Refusal('bad-input', 'The licence must be an SPDX identifier such as CC-BY-4.0, a name of your own such as LicenseRef-city, or an https address')
  if (licence.territory !== null && !/^[A-Z]{2}$/.test(licence.territory)) throw new Refusal('bad-input', 'The territory of the licence must be a country code of two letters such as KR, or none for everywhere')
  const known = KNOWN_TERMS.find(({ id }) => id.test(licence.id))
  if (!known) return
  const wrong = TERM_NAMES.filter(({ term }) => term in known.terms && licence[term] !== known.terms[term])
  if (wrong.length > 0) throw new Refusal('bad-input', `The terms do not go with ${licence.id}: ${wrong.map(({ name }) => name).join(', ')}. Correct them, or name another licence`)
}

/** Whether the licence has ended on a day, written as 2026-01-31; its last day still counts. */
export function isLicenceOver({ expires }: LicenceTerms, day: string): boolean {
  return expires !== null && day > expires
}

const TERM_NAMES = [
  { term: 'mustAttribute', name: 'attribution' }, { term: 'mayRedistribute', name: 'redistribution' }, { term: 'territory', name: 'territory' }, { term: 'expires', name: 'expiry' },
] as const
