import { Trans, useLingui } from '@lingui/react/macro'
import { usePrefetchQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { figuresQuery } from '../api/dam.ts'
import { catalogueQuery } from '../api/datasets.ts'
import { DatasetRow } from '../ui/dataset-row.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { GhostRows } from '../ui/ghost-rows.tsx'
import { Loaded } from '../ui/loading.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { HomeFigures } from './home-figures.tsx'

const SHOWN = 5

export function HomePage() {
  const { t } = useLingui()
  const query = useQuery(catalogueQuery({ sort: 'newest' }, SHOWN))
  usePrefetchQuery(figuresQuery)
  useEffect(() => {
    document.title = `datadam · ${t`Data that anyone may use`}`
  }, [t])
  const keywords = [...new Set(query.data?.items.flatMap((dataset) => dataset.keywords.slice(0, 2)))].slice(0, 6)
  return (
    <div className="wrap">
      <section className="hero">
        <h1><Trans>What data are you looking for?</Trans></h1>
        <p><Trans>Anyone may find and read; what is open is downloaded without signing up.</Trans></p>
        <SearchField big />
        <div className="line sought">{keywords.map((keyword) => <Link key={keyword} className="chip" to="/datasets" search={{ query: keyword }}>{keyword}</Link>)}</div>
      </section>
      <section>
        <div className="line apart" style={{ marginBlockEnd: 'var(--s4)' }}><h2><Trans>New releases</Trans></h2><Link to="/datasets"><Trans>Show all</Trans></Link></div>
        <Loaded query={query} room={<GhostRows count={SHOWN} />}>
          {({ items }) => (items.length === 0 ? (
            <EmptyState title={<Trans>Nothing is published yet</Trans>}><Trans>Who acts for an organisation begins under “My data”: upload a table, run its recipe, have it approved.</Trans></EmptyState>
          ) : (
            <ul className="rows">{items.map((dataset) => <DatasetRow key={`${dataset.publisher.slug}/${dataset.slug}`} dataset={dataset} />)}</ul>
          ))}
        </Loaded>
      </section>
      {/* Not before the list: an empty one is shorter than its room, and would pull them up. */}
      {!query.isPending && <HomeFigures />}
    </div>
  )
}
