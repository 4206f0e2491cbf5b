import { sql } from 'kysely'
import { z } from 'zod'
import type { Queries } from '#platform/database/database.ts'
import { shareReadings } from '#platform/share-readings.ts'
import { createSearchIndex, type SearchAnswer, type SearchRequest } from '#kernels/search/search-index.ts'
import { catalogueDocument, FoundRow, SORTS } from './catalogue-document.ts'
import { FACETS } from './finding-answers.ts'

/** All that is published, in the memory of this process, found by words and facets. */
export interface CatalogueIndex {
  /** Ids of the data sets that fit. What was published before the question was asked is among them. */
  search(request: SearchRequest): Promise<SearchAnswer>
  /** What may be meant by what has been typed so far. */
  suggest(text: string): Promise<string[]>
  /** Brings the counts by which downloads are sorted up to date. */
  countDownloads(): Promise<void>
}

/** Rows that are read at one time, so that others are answered in between. */
const AT_ONCE = 500

/**
 * An index that fills itself when it is first asked, and before each answer reads what events say has changed since: several
 * servers on one database need not know of each other.
 */
export function openCatalogueIndex({ queries }: { readonly queries: Queries }): CatalogueIndex {
  const index = createSearchIndex({ facets: FACETS, sorts: SORTS })
  /** The last event that the index knows of; undefined before it is filled. */
  let position: number | undefined

  async function fill(): Promise<void> {
    const last = await lastPosition(queries)
    for (let after: string | undefined = ''; after !== undefined;) {
      const rows = await readRows(sql`d.id > ${after}`, queries)
      for (const row of rows) index.put(catalogueDocument(row))
      after = rows.length < AT_ONCE ? undefined : rows.at(-1)?.id
    }
    index.compact()
    position = last
  }

  async function follow(known: number): Promise<void> {
    const { rows } = await sql`select position, payload->>'datasetId' as id from event where position > ${known} order by position`.execute(queries)
    const events = z.array(z.object({ position: z.number(), id: z.string().nullable() })).parse(rows)
    const ids = [...new Set(events.flatMap(({ id }) => (id === null ? [] : [id])))]
    for (let first = 0; first < ids.length; first += AT_ONCE) {
      const changed = ids.slice(first, first + AT_ONCE)
      const found = await readRows(sql`d.id in (${sql.join(changed)})`, queries)
      for (const row of found) index.put(catalogueDocument(row))
      for (const id of changed) if (!found.some((row) => row.id === id)) index.remove(id)
    }
    position = events.at(-1)?.position ?? known
  }

  const refresh = shareReadings(() => (position === undefined ? fill() : follow(position)), () => 'all')

  return {
    async search(request) {
      await refresh(undefined)
      return index.search(request)
    },
    async suggest(text) {
      await refresh(undefined)
      return index.suggest(text)
    },
    async countDownloads() {
      await refresh(undefined)
      const { rows } = await sql`select v.dataset_id as id, sum(c.downloads)::bigint as downloads from download_count c join version v on v.id = c.version_id group by 1`.execute(queries)
      for (const { id, downloads } of z.array(z.object({ id: z.string(), downloads: z.number() })).parse(rows)) index.setSort(id, 'downloads', downloads)
    },
  }
}

/** One data set that was ever published, as it is searched. */
export async function readFoundRow(datasetId: string, queries: Queries): Promise<FoundRow | undefined> {
  const [row] = await readRows(sql`d.id = ${datasetId}`, queries)
  return row
}

async function lastPosition(queries: Queries): Promise<number> {
  const { rows } = await sql`select coalesce(max(position), 0) as position from event`.execute(queries)
  return z.object({ position: z.number() }).parse(rows[0]).position
}

async function readRows(condition: ReturnType<typeof sql>, queries: Queries): Promise<FoundRow[]> {
  const { rows } = await sql`
    select d.id, d.slug, d.details, d.access, o.slug as publisher, o.name as publisher_name, v.rows, v.published_at,
      coalesce((select jsonb_agg(c->>'name') from jsonb_array_elements(v.evidence->'columns') c), '[]') as columns,
      coalesce((select jsonb_agg(f->>'path') from jsonb_array_elements(v.evidence->'files') f), '[]') as paths,
      exists (select from jsonb_array_elements(v.evidence->'measured') m where m->>'verdict' = 'failed') as has_failed,
      (select coalesce(sum(c.downloads), 0)::bigint from download_count c join version w on w.id = c.version_id where w.dataset_id = d.id) as downloads
    from dataset d join organisation o on o.id = d.publisher_id join version v on v.id = d.latest_version_id
    where ${condition} order by d.id limit ${AT_ONCE}`.execute(queries)
  return rows.map((row) => FoundRow.parse(row))
}
