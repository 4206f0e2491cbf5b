import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Queries } from '#platform/database/database.ts'
import { type Facet, FACETS } from '../finding/finding-answers.ts'
import type { CatalogueIndex } from '../finding/open-catalogue-index.ts'
import type { DatasetSummary, FoundDatasets } from './dataset-answers.ts'
import { DatasetRow, describeDataset } from './describe-dataset.ts'

export const DATASET_ORDERS = ['fit', 'newest', 'title', 'size', 'downloads'] as const

/** What somebody looks for among the published data sets. */
export interface DatasetSearch extends Readonly<Partial<Record<Facet, readonly string[] | undefined>>> {
  /** Words in any of the languages. */
  readonly query?: string | undefined
  readonly sort: (typeof DATASET_ORDERS)[number]
  readonly offset: number
  readonly limit: number
}

interface DatasetPage {
  readonly items: DatasetSummary[]
  readonly total: number
}

/** A page of the data sets that have ever been published. */
export async function listDatasets(search: DatasetSearch, { queries, index }: { readonly queries: Queries; readonly index: Pick<CatalogueIndex, 'search'> }): Promise<FoundDatasets> {
  const { query = '', sort, offset, limit } = search
  const filters = Object.fromEntries(FACETS.map((name) => [name, search[name] ?? []]))
  const { ids, total, facets, matched, corrected } = await index.search({ query, filters, sort: sort === 'fit' ? 'relevance' : sort, offset, limit })
  const order = sql`array_position(array[${ids.length === 0 ? sql`null` : sql.join([...ids])}]::text[], d.id)`
  const { items } = ids.length === 0 ? { items: [] } : await readPage({ conditions: [sql`d.id in (${sql.join([...ids])})`], latest: sql`v.id = d.latest_version_id`, order, offset: 0, limit }, queries)
  return { items, total, facets: Object.fromEntries(Object.entries(facets).map(([name, counts]) => [name, [...counts]])), matched, corrected: [...corrected] }
}

/** A page of all that an organisation has, with drafts; the newest version of each, whatever its state. For its own people only. */
export async function listOwnDatasets({ organisationId, offset, limit }: { readonly organisationId: string; readonly offset: number; readonly limit: number }, { queries }: { queries: Queries }): Promise<DatasetPage> {
  const latest = sql`v.id = (select id from version where dataset_id = d.id order by created_at desc, id desc limit 1)`
  return readPage({ conditions: [sql`d.publisher_id = ${organisationId}`], latest, order: sql`d.edited_at desc`, offset, limit }, queries)
}

interface PageRequest {
  readonly conditions: readonly RawBuilder<unknown>[]
  /** Which version is shown. */
  readonly latest: RawBuilder<unknown>
  readonly order: RawBuilder<unknown>
  readonly offset: number
  readonly limit: number
}

const PageRow = z.object({ total: z.number(), place: z.number().nullable() })

// The total is counted beside the page, so that it is right on an empty page, too. What a row shows is read for the page
// alone: read for all that fits, a page of 5,000 data sets took eight times as long.
async function readPage({ conditions, latest, order, offset, limit }: PageRequest, queries: Queries): Promise<DatasetPage> {
  const { rows } = await sql`
    with found as (
      select d.id, v.id as version_id, row_number() over (order by ${order}, d.id) as place
      from dataset d join organisation o on o.id = d.publisher_id left join version v on ${latest}
      where ${sql.join([...conditions], sql` and `)}
    ), page as (select * from found order by place limit ${limit} offset ${offset})
    select all_found.total, page.place, o.slug as publisher_slug, o.name as publisher_name, d.slug, d.details, d.access, d.followers, d.created_at,
      v.version, v.state, v.rows, v.bytes, v.published_at, v.withdrawn_because, v.face,
      (select coalesce(sum(c.downloads), 0)::bigint from download_count c join version w on w.id = c.version_id where w.dataset_id = d.id) as downloads
    from (select count(*) as total from found) all_found left join page on true
      left join dataset d on d.id = page.id left join organisation o on o.id = d.publisher_id left join version v on v.id = page.version_id
    order by page.place`.execute(queries)
  const counted = z.array(PageRow).parse(rows)
  const items = rows.filter((_, at) => counted[at]?.place !== null).map((row) => describeDataset(DatasetRow.parse(row)))
  return { items, total: counted[0]?.total ?? 0 }
}
