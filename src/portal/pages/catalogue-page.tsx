import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { catalogueQuery, type CatalogueSearch } from '../api/datasets.ts'
import { useAccessWords } from '../ui/access-words.ts'
import { ChoiceLink } from '../ui/choice-link.tsx'
import { DatasetRow } from '../ui/dataset-row.tsx'
import { useDomainWords } from '../ui/domain-words.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { writeNumber } from '../words/write-numbers.ts'

const LIMIT = 20

/** All that is published; the address always says what is shown. */
export function CataloguePage() {
  const { t } = useLingui()
  const search = useSearch({ from: '/datasets' })
  const navigate = useNavigate()
  const query = useQuery(catalogueQuery(search, LIMIT))
  const isNarrowed = Object.values(search).some((value) => value !== undefined)
  return (
    <Page title={t`Data`} lead={<Trans>Every release here was checked by a second person and recounted by a program of its own.</Trans>}>
      <div className="with-side">
        <Facets search={search} />
        <div className="stack">
          <SearchField search={search} />
          <h2 className="hidden"><Trans>What was found</Trans></h2>
          <Loaded query={query}>
            {({ items, total }) => (
              <>
                <Found total={total} search={search} />
                {items.length === 0 ? (
                  <EmptyState title={isNarrowed ? t`Nothing fits` : t`Nothing is published yet`} action={isNarrowed && <LinkButton to="/datasets" search={{}} variant="default"><Trans>Show everything</Trans></LinkButton>}>
                    {isNarrowed ? <Trans>Try fewer or other words, or take a choice back.</Trans> : <Trans>Who acts for an organisation begins under “My data”: upload a table, run its recipe, have it approved.</Trans>}
                  </EmptyState>
                ) : <ul className="rows">{items.map((dataset) => <DatasetRow key={`${dataset.publisher.slug}/${dataset.slug}`} dataset={dataset} />)}</ul>}
                <Pager offset={search.offset ?? 0} limit={LIMIT} total={total} go={(offset) => void navigate({ to: '/datasets', search: { ...search, offset: offset === 0 ? undefined : offset } })} />
              </>
            )}
          </Loaded>
        </div>
      </div>
    </Page>
  )
}

function Found({ total, search }: { readonly total: number; readonly search: CatalogueSearch }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  return (
    <div className="line apart">
      <p role="status">{t`${writeNumber(total, i18n.locale)} ${plural(total, { one: 'data set', other: 'data sets' })}`}</p>
      <NativeSelect aria-label={t`Order`} size="sm" value={search.sort ?? ''} onChange={(event) => void navigate({ to: '/datasets', search: { ...search, sort: event.currentTarget.value || undefined, offset: undefined } })}
        data={[{ value: '', label: t`What fits best first` }, { value: 'newest', label: t`Newest first` }, { value: 'downloads', label: t`Most downloaded first` }, { value: 'title', label: t`By title` }]} />
    </div>
  )
}

function Facets({ search }: { readonly search: CatalogueSearch }) {
  const { t } = useLingui()
  const isWide = useMediaQuery('(min-width: 901px)', true, { getInitialValueInEffect: false })
  const [isOpen, setOpen] = useState(false)
  const access = useAccessWords()
  const domains = useDomainWords()
  return (
    <aside aria-label={t`Narrow down`}>
      <details className="facets" open={isWide || isOpen}>
        <summary onClick={(event) => {
          event.preventDefault()
          setOpen(!isOpen)
        }}>{t`Narrow down`}</summary>
      <Facet label={t`Access`} name="access" search={search} choices={Object.entries(access)} />
      <Facet label={t`Domain`} name="domain" search={search} choices={Object.entries(domains)} />
      {search.publisher !== undefined && <Facet label={t`Publisher`} name="publisher" search={search} choices={[[search.publisher, search.publisher]]} />}
      </details>
    </aside>
  )
}

function Facet({ label, name, search, choices }: { readonly label: string; readonly name: 'access' | 'domain' | 'publisher'; readonly search: CatalogueSearch; readonly choices: readonly (readonly [string, string])[] }) {
  const { t } = useLingui()
  const chosen = search[name]
  return (
    <fieldset className="facet">
      <legend>{label}</legend>
      <ChoiceLink to="/datasets" search={{ ...search, [name]: undefined, offset: undefined }} isChosen={chosen === undefined}>{t`All`}</ChoiceLink>
      {choices.map(([value, words]) => <ChoiceLink key={value} to="/datasets" search={{ ...search, [name]: value, offset: undefined }} isChosen={chosen === value}>{words}</ChoiceLink>)}
    </fieldset>
  )
}
