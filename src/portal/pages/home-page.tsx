import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { catalogueQuery } from '../api/datasets.ts'
import { DatasetRow } from '../ui/dataset-row.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loading.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { writeNumber } from '../words/write-numbers.ts'

export function HomePage() {
  const { t, i18n } = useLingui()
  const query = useQuery(catalogueQuery({ sort: 'newest' }, 5))
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
        {keywords.length > 0 && <div className="line" style={{ justifyContent: 'center' }}>{keywords.map((keyword) => <Link key={keyword} className="chip" to="/datasets" search={{ query: keyword }}>{keyword}</Link>)}</div>}
      </section>
      <section>
        <div className="line apart" style={{ marginBlockEnd: 'var(--s4)' }}><h2><Trans>New releases</Trans></h2><Link to="/datasets"><Trans>Show all</Trans></Link></div>
        <Loaded query={query}>
          {({ items, total }) => (items.length === 0 ? (
            <EmptyState title={<Trans>Nothing is published yet</Trans>}><Trans>Who acts for an organisation begins under “My data”: upload a table, run its recipe, have it approved.</Trans></EmptyState>
          ) : (
            <>
              <ul className="rows">{items.map((dataset) => <DatasetRow key={`${dataset.publisher.slug}/${dataset.slug}`} dataset={dataset} />)}</ul>
              <p className="quiet small" style={{ marginBlockStart: 'var(--s4)' }}>{t`${writeNumber(total, i18n.locale)} ${plural(total, { one: 'data set is open here', other: 'data sets are open here' })}`}</p>
            </>
          ))}
        </Loaded>
      </section>
    </div>
  )
}
