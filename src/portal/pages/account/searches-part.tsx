import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { removeSavedSearch, savedSearchesQuery } from '../../api/datasets.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeDay } from '../../words/write-numbers.ts'

/** Searches that are kept, and forgetting them. */
export function SearchesPart() {
  const { t, i18n } = useLingui()
  const query = useQuery(savedSearchesQuery)
  const act = useAct(removeSavedSearch)
  return (
    <div className="stack">
      <p className="quiet readable"><Trans>You are told when something new is published that fits one of these.</Trans></p>
      {act.fault !== null && <Problem fault={act.fault} />}
      <Loaded query={query}>
        {({ items }) => (items.length === 0 ? (
          <EmptyState title={t`No search is kept yet`} action={<LinkButton to="/datasets" search={{}} variant="default"><Trans>Look for data</Trans></LinkButton>}><Trans>Look for something in the data, then keep the search with the button above the results.</Trans></EmptyState>
        ) : (
          <table className="cards">
            <thead><tr><th scope="col"><Trans>Search</Trans></th><th scope="col"><Trans>Since</Trans></th><th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th></tr></thead>
            <tbody>
              {items.map(({ id, name, search, createdAt }) => (
                <tr key={id}>
                  <td><Link to="/datasets" search={{ query: search.query === '' ? undefined : search.query, ...Object.fromEntries(Object.entries(search.filters).map(([facet, values]) => [facet, values.join(',')])) }}><bdi>{name}</bdi></Link></td>
                  <td data-label={t`Since`}>{writeDay(createdAt, i18n.locale)}</td>
                  <td><Button size="compact-sm" variant="default" onClick={() => act.run(id)} aria-label={t`Remove the search ${name}`}><Trans>Remove</Trans></Button></td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </Loaded>
    </div>
  )
}
