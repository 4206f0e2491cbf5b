import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { FoundDatasets } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { SavedChoice } from '#dam/catalogue/finding/finding-answers.ts'
import { catalogueQuery, type CatalogueSearch, chosenOf, FACET_ORDER, saveSearch } from '../api/datasets.ts'
import { meQuery } from '../api/people.ts'
import { DatasetRow } from '../ui/dataset-row.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FacetList } from '../ui/facet-list.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Loaded } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { Problem } from '../ui/problem.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { useAct } from '../ui/use-act.ts'
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
        <FacetList search={search} counts={query.data?.facets ?? {}} />
        <div className="stack">
          <SearchField search={search} />
          <h2 className="hidden"><Trans>What was found</Trans></h2>
          <Loaded query={query}>
            {(found) => (
              <>
                <Found found={found} search={search} />
                <Understood found={found} />
                {found.items.length === 0 ? (
                  <EmptyState title={isNarrowed ? t`Nothing fits` : t`Nothing is published yet`} action={isNarrowed && <LinkButton to="/datasets" search={{}} variant="default"><Trans>Show everything</Trans></LinkButton>}>
                    {isNarrowed ? <Trans>Try fewer or other words, or take a choice back.</Trans> : <Trans>Who acts for an organisation begins under “My data”: upload a table, run its recipe, have it approved.</Trans>}
                  </EmptyState>
                ) : <ul className="rows">{found.items.map((dataset) => <DatasetRow key={`${dataset.publisher.slug}/${dataset.slug}`} dataset={dataset} />)}</ul>}
                <Pager offset={search.offset ?? 0} limit={LIMIT} total={found.total} go={(offset) => void navigate({ to: '/datasets', search: { ...search, offset: offset === 0 ? undefined : offset } })} />
              </>
            )}
          </Loaded>
        </div>
      </div>
    </Page>
  )
}

function Found({ found: { total }, search }: { readonly found: FoundDatasets; readonly search: CatalogueSearch }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  return (
    <div className="line apart">
      <p role="status">{t`${writeNumber(total, i18n.locale)} ${plural(total, { one: 'data set', other: 'data sets' })}`}</p>
      <div className="line">
        <KeepSearch search={search} />
        <NativeSelect aria-label={t`Order`} size="sm" value={search.sort ?? ''} onChange={(event) => void navigate({ to: '/datasets', search: { ...search, sort: event.currentTarget.value || undefined, offset: undefined } })}
          data={[{ value: '', label: t`What fits best first` }, { value: 'newest', label: t`Newest first` }, { value: 'downloads', label: t`Most downloaded first` }, { value: 'size', label: t`Largest first` }, { value: 'title', label: t`By title` }]} />
      </div>
    </div>
  )
}

/** What was looked for where nothing has the words as they were written. */
function Understood({ found: { matched, corrected, total } }: { readonly found: FoundDatasets }) {
  return (
    <>
      {corrected.map(({ from, to }) => <p key={from} className="note"><Trans>Nothing has “<bdi>{from}</bdi>”; this is what was found for “<bdi>{to}</bdi>”.</Trans></p>)}
      {matched === 'some' && total > 0 && <p className="note"><Trans>Nothing has all of these words; these have some of them.</Trans></p>}
    </>
  )
}

/** Keeps what is looked for, so that its person is told of what is new and fits. */
function KeepSearch({ search }: { readonly search: CatalogueSearch }) {
  const { data: me } = useQuery(meQuery)
  const filters = Object.fromEntries(FACET_ORDER.flatMap((facet) => (search[facet] === undefined ? [] : [[facet, chosenOf(search, facet)]])))
  const query = search.query ?? ''
  const act = useAct((choice: SavedChoice) => saveSearch(query === '' ? Object.values(filters).flat().join(', ') : query, choice))
  if (!me?.person || (query === '' && Object.keys(filters).length === 0)) return null
  return (
    <>
      <Button size="compact-sm" variant="default" loading={act.isBusy} onClick={() => act.run({ query, filters })}><Trans>Tell me of new data like this</Trans></Button>
      {act.isDone && <span className="small" role="status"><Trans>Kept; it stands in your account</Trans></span>}
      {act.fault !== null && <Problem fault={act.fault} />}
    </>
  )
}
