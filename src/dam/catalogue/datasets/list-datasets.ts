import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Queries } from '#platform/database/database.ts'
import type { AccessClass, DatasetSummary } from './dataset-answers.ts'
import { DatasetRow, describeDataset } from './describe-dataset.ts'
import { foldWords, patternsOf } from './fold-words.ts'

export const DATASET_ORDERS = ['fit', 'newest', 'title', 'downloads'] as const

/** What somebody looks for among the published data sets. */
export interface DatasetSearch {
  /** Words in any of the languages; all must be found. */
  readonly query?: string | undefined
  readonly domain?: string | undefined
  readonly access?: AccessClass | undefined
  readonly publisher?: string | undefined
  readonly sort: (typeof DATASET_ORDERS)[number]
  readonly offset: number
  readonly limit: number
}

interface DatasetPage {
  readonly items: DatasetSummary[]
  readonly total: number
}

/** A page of the data sets that have ever been published, by one query. */
export async function listDatasets(search: DatasetSearch, { queries }: { queries: Queries }): Promise<DatasetPage> {
  const { query = '', domain, access, publisher, sort, offset, limit } = search
  const patterns = patternsOf(query)
  const conditions = [sql`d.latest_version_id is not null`]
  for (const pattern of patterns) conditions.push(sql`d.search_text like ${pattern}`)
  if (domain !== undefined) conditions.push(sql`d.domain = ${domain}`)
  if (access !== undefined) conditions.push(sql`d.access = ${access}`)
  if (publisher !== undefined) conditions.push(sql`o.slug = ${publisher}`)
  return readPage({ conditions, latest: sql`v.id = d.latest_version_id`, order: sort === 'fit' ? byFit(foldWords(query)) : ORDERS[sort], offset, limit }, queries)
}

/** A page of all that an organisation has, with drafts; the newest version of each, whatever its state. For its own people only. */
export async function listOwnDatasets({ organisationId, offset, limit }: { readonly organisationId: string; readonly offset: number; readonly limit: number }, { queries }: { queries: Queries }): Promise<DatasetPage> {
  const latest = sql`v.id = (select id from version where dataset_id = d.id order by created_at desc, id desc limit 1)`
  return readPage({ conditions: [sql`d.publisher_id = ${organisationId}`], latest, order: sql`d.edited_at desc`, offset, limit }, queries)
}

/** Titles stand first in what is searched, then keywords; so what is found nearer to the start fits better. What was searched as one phrase comes before scattered words. */
function byFit(folded: string): RawBuilder<unknown> {
  const words = [...new Set(folded.split(' '))].filter((word) => word !== '')
  if (words.length === 0) return ORDERS.newest
  const places = words.map((word) => sql`position(${word} in d.search_text)`)
  return sql`position(${folded} in d.search_text) = 0, ${sql.join(places, sql` + `)}, v.published_at desc`
}

const ORDERS: Readonly<Record<Exclude<DatasetSearch['sort'], 'fit'>, RawBuilder<unknown>>> = {
  newest: sql`v.published_at desc`,
  title: sql`lower(coalesce(d.details->'title'->>'ko', d.details->'title'->>'en')) collate "C"`,
  downloads: sql`coalesce(counted.downloads, 0) desc`,
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
  const downloads = order === ORDERS.downloads ? sql`left join (select w.dataset_id, sum(c.downloads) as downloads from download_count c join version w on w.id = c.version_id group by 1) counted on counted.dataset_id = d.id` : sql``
  const { rows } = await sql`
    with found as (
      select d.id, v.id as version_id, row_number() over (order by ${order}, d.id) as place
      from dataset d join organisation o on o.id = d.publisher_id left join version v on ${latest} ${downloads}
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
