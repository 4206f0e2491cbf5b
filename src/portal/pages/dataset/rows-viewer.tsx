import '../../ui/viewer.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { DatasetAnswer, RowsAnswer, VersionAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { rowsQuery, statisticsQuery } from '../../api/datasets.ts'
import { nextOrder, type RowChoice, withFilter, withoutFilter } from '../../api/row-choice.ts'
import { ColumnHead } from '../../ui/column-head.tsx'
import { useColumnWords } from '../../ui/column-words.ts'
import { DataGrid } from '../../ui/data-grid.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Loaded, Waiting } from '../../ui/loading.tsx'
import { Pager } from '../../ui/pager.tsx'
import { writeNumber } from '../../words/write-numbers.ts'

const LIMIT = 50
/** As many as fill the frame, whose room can then be kept before they are there. */
const ROWS_IN_SIGHT = 16
const NUMBERS = new Set(['integer', 'decimal'])

/** The rows as they are released: paged, sorted and filtered by the server. The address of the page holds all of it. */
export function RowsViewer({ dataset, version }: { readonly dataset: DatasetAnswer; readonly version: VersionAnswer }) {
  const { t } = useLingui()
  const search = useSearch({ from: '/datasets/$publisher/$slug' })
  const navigate = useNavigate()
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const { offset = 0, filter = [], sort = [] } = search
  const query = useQuery(rowsQuery(publisher, slug, version.version, { filter, sort, offset, limit: LIMIT }))
  const statistics = useQuery(statisticsQuery(publisher, slug, version.version))
  const go = (to: Partial<RowChoice> & { readonly offset?: number }) => {
    const next = { filter, sort, offset: 0, ...to }
    void navigate({
      to: '/datasets/$publisher/$slug', params: { publisher, slug }, resetScroll: false,
      search: { ...search, filter: next.filter.length === 0 ? undefined : next.filter, sort: next.sort.length === 0 ? undefined : next.sort, offset: next.offset === 0 ? undefined : next.offset },
    })
  }
  const head = (name: string, place: number) => {
    const column = { name, type: version.columns[place]?.type ?? 'text' }
    return (
      <ColumnHead
        column={column} statistics={statistics.data?.columns[place]} direction={sort.find((one) => one.column === name)?.direction} filters={filter.filter((one) => one.column === name)}
        sort={() => go({ sort: nextOrder(sort, name) })} add={(added) => go({ filter: withFilter(filter, added) })} remove={(removed) => go({ filter: withoutFilter(filter, removed) })}
      />
    )
  }
  return (
    <section className="stack tight">
      <Chosen answer={query.data} choice={{ filter, sort }} typeOf={(column) => version.columns.find(({ name }) => name === column)?.type ?? 'text'} go={go} />
      <Loaded query={query} room={version.rows !== null && version.rows > ROWS_IN_SIGHT ? <div className="grid-frame room"><Waiting /></div> : undefined}>
        {(rows) => (
          <DataGrid label={t`Released rows`} columns={rows.columns} rows={rows.rows} offset={rows.offset} head={head} sortOf={(column) => sort.find((one) => one.column === column)?.direction ?? 'none'} isNumber={(place) => NUMBERS.has(version.columns[place]?.type ?? '')} isBusy={query.isPlaceholderData}>
            {rows.rows.length === 0 && rows.all > 0 && <NoRows isFiltered={rows.total === 0} remove={() => go({ filter: [] })} first={() => go({})} />}
            <Pager offset={offset} limit={LIMIT} total={rows.total} go={(next) => go({ offset: next })} />
            {rows.cutCells > 0 && <p className="small quiet"><Trans>Long cells are cut at 200 characters here; the files hold them whole.</Trans></p>}
          </DataGrid>
        )}
      </Loaded>
    </section>
  )
}

interface Choosing {
  readonly answer: RowsAnswer | undefined
  readonly choice: RowChoice
  readonly typeOf: (column: string) => string
  readonly go: (to: Partial<RowChoice>) => void
}

/** How many rows there are, and what was chosen, each with a button that takes it back. */
function Chosen({ answer, choice: { filter, sort }, typeOf, go }: Choosing) {
  const { t, i18n } = useLingui()
  const { describeFilter } = useColumnWords()
  const number = (count: number | undefined) => writeNumber(count ?? 0, i18n.locale)
  return (
    <div className="chosen line">
      <p role="status" className="small">{answer === undefined ? '' : filter.length === 0 ? t`${number(answer.all)} rows` : t`${number(answer.total)} of ${number(answer.all)} rows`}</p>
      {filter.map((one) => <Taken key={`${one.is} ${one.column}`} words={describeFilter(one, typeOf(one.column))} remove={() => go({ filter: withoutFilter(filter, one) })} />)}
      {filter.length > 0 && <button type="button" className="link-like small" onClick={() => go({ filter: [] })}><Trans>Remove all filters</Trans></button>}
      {sort.map(({ column, direction }) => (
        <button key={column} type="button" className="chip taken" title={t`Back to the order of the release`} onClick={() => go({ sort: sort.filter((one) => one.column !== column) })}>
          <span>{direction === 'ascending' ? <Trans>Sorted by <bdi>{column}</bdi>, smallest first</Trans> : <Trans>Sorted by <bdi>{column}</bdi>, largest first</Trans>}</span><Icon name="cross" size={12} />
        </button>
      ))}
    </div>
  )
}

function Taken({ words, remove }: { readonly words: string; readonly remove: () => void }) {
  const { t } = useLingui()
  return <button type="button" className="chip taken" aria-label={t`Remove the filter: ${words}`} onClick={remove}>{words}<Icon name="cross" size={12} /></button>
}

function NoRows({ isFiltered, remove, first }: { readonly isFiltered: boolean; readonly remove: () => void; readonly first: () => void }) {
  const { t } = useLingui()
  return isFiltered
    ? <EmptyState title={t`No row passes all filters`} action={<Button variant="default" onClick={remove}><Trans>Remove all filters</Trans></Button>}><Trans>Make one of them wider, or take one back above.</Trans></EmptyState>
    : <EmptyState title={t`There are no rows so far down`} action={<Button variant="default" onClick={first}><Trans>To the first rows</Trans></Button>} />
}
