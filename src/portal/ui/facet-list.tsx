import { Trans, useLingui } from '@lingui/react/macro'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import type { FoundDatasets } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { Facet } from '#dam/catalogue/finding/finding-answers.ts'
import { type CatalogueSearch, chosenOf, FACET_ORDER } from '../api/datasets.ts'
import { writeNumber } from '../words/write-numbers.ts'
import { ChoiceLink } from './choice-link.tsx'
import { useFacetWords } from './facet-words.ts'

interface Facets {
  readonly search: CatalogueSearch
  readonly counts: FoundDatasets['facets']
}

/** Everything that the catalogue can be narrowed down by, with how many there are of each; several of one facet are either. */
export function FacetList({ search, counts }: Facets) {
  const { t } = useLingui()
  const isWide = useMediaQuery('(min-width: 901px)', true, { getInitialValueInEffect: false })
  const [isOpen, setOpen] = useState(false)
  const words = useFacetWords()
  const chosen = FACET_ORDER.reduce((sum, facet) => sum + chosenOf(search, facet).length, 0)
  return (
    <aside aria-label={t`Narrow down`}>
      <details className="facets" open={isWide || isOpen}>
        <summary onClick={(event) => {
          event.preventDefault()
          setOpen(!isOpen)
        }}>{chosen === 0 ? t`Narrow down` : t`Narrow down (${chosen})`}</summary>
        {chosen > 0 && <ChoiceLink className="chip" isChosen={false} to="/datasets" search={{ query: search.query, sort: search.sort }}><Trans>Take all choices back</Trans></ChoiceLink>}
        {FACET_ORDER.map((facet) => <FacetPart key={facet} facet={facet} label={words[facet].label} nameOf={words[facet].nameOf} search={search} counts={counts[facet] ?? []} />)}
      </details>
    </aside>
  )
}

/** Values that are shown before the rest is asked for. */
const FIRST = 6

function FacetPart({ facet, label, nameOf, search, counts }: { readonly facet: Facet; readonly label: string; readonly nameOf: (value: string) => string; readonly search: CatalogueSearch; readonly counts: FoundDatasets['facets'][string] }) {
  const { i18n } = useLingui()
  const [isWhole, setWhole] = useState(false)
  const chosen = chosenOf(search, facet)
  const values = [...counts.filter(({ value, count }) => count > 0 || chosen.includes(value)), ...chosen.filter((value) => !counts.some((one) => one.value === value)).map((value) => ({ value, count: 0 }))]
  // One value alone narrows nothing down.
  if (values.length < 2 && chosen.length === 0) return null
  const shown = isWhole ? values : values.filter(({ value }, place) => place < FIRST || chosen.includes(value))
  return (
    <fieldset className="facet">
      <legend>{label}</legend>
      {shown.map(({ value, count }) => {
        const isChosen = chosen.includes(value)
        const next = isChosen ? chosen.filter((one) => one !== value) : [...chosen, value]
        return (
          <ChoiceLink key={value} to="/datasets" search={{ ...search, [facet]: next.length === 0 ? undefined : next.join(','), offset: undefined }} isChosen={isChosen} resetScroll={false}>
            <span className="name"><span aria-hidden="true">{isChosen ? '✓ ' : ''}</span><bdi>{nameOf(value)}</bdi></span><span className="tally">{writeNumber(count, i18n.locale)}</span>
          </ChoiceLink>
        )
      })}
      {values.length > shown.length && <button type="button" className="link-like" onClick={() => setWhole(true)}><Trans>{values.length - shown.length} more</Trans></button>}
    </fieldset>
  )
}
