import { useLingui } from '@lingui/react/macro'
import type { Facet } from '#dam/catalogue/finding/finding-answers.ts'
import { useAccessWords } from './access-words.ts'
import { useDomainWords } from './domain-words.ts'

/** How the facets of the catalogue and their values are called; a value without words is shown as it is. */
export function useFacetWords(): Readonly<Record<Facet, { readonly label: string; readonly nameOf: (value: string) => string }>> {
  const { t, i18n } = useLingui()
  const access: Readonly<Record<string, string>> = useAccessWords()
  const domains = useDomainWords()
  const languages = new Intl.DisplayNames([i18n.locale], { type: 'language', fallback: 'code' })
  const asIs = (value: string) => value
  const among = (words: Readonly<Record<string, string>>) => (value: string) => words[value] ?? value
  return {
    access: { label: t`Access`, nameOf: among(access) }, domain: { label: t`Domain`, nameOf: among(domains) }, publisher: { label: t`Publisher`, nameOf: asIs },
    language: { label: t`Language`, nameOf: (value) => nameOfLanguage(languages, value) }, licence: { label: t`Licence`, nameOf: asIs },
    size: { label: t`Size`, nameOf: among({ 'under-1-thousand': t`Under 1,000 rows`, 'under-100-thousand': t`Under 100,000 rows`, 'under-10-million': t`Under 10 million rows`, more: t`10 million rows and more` }) },
    year: { label: t`Year`, nameOf: asIs }, kind: { label: t`Type of data`, nameOf: among({ table: t`Table`, text: t`Text`, image: t`Images`, video: t`Video` }) },
    format: { label: t`Format`, nameOf: (value) => value.toUpperCase() },
    quality: { label: t`Quality`, nameOf: among({ 'all-passed': t`Every measurement passed`, 'with-failures': t`Published with failed measurements` }) },
    fairness: { label: t`Fairness`, nameOf: among({ audited: t`Audited`, 'not-audited': t`Not audited` }) },
  }
}

/** A tag that a browser does not know is shown as it is. */
function nameOfLanguage(languages: Intl.DisplayNames, tag: string): string {
  try {
    return languages.of(tag) ?? tag
  } catch {
    return tag
  }
}
