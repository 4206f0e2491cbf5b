import type { Figure } from './figure-answers.ts'

/** A query as it is run and as it is shown, so that one cannot differ from the other. */
interface FigureQuery {
  readonly name: Figure['name']
  readonly sql: string
  /** Told instead of a value where the query counts nothing at all; null where 0 is an answer too. */
  readonly gap: Figure['because']
}

/**
 * Data sets whose newest version anyone may download at this moment: published and not withdrawn, open to all, and under a
 * licence that has not ended. Of all data sets with a published version.
 */
const OPEN_DATASETS = `select
  count(*) filter (
    where dataset.access = 'open'
    and coalesce((dataset.details -> 'licence' ->> 'expires')::date, 'infinity') >= (now() at time zone 'UTC')::date
  ) as value,
  count(*) as out_of
from dataset
join version on version.id = dataset.latest_version_id
where version.state = 'published'`

/**
 * Downloads of which it is known that they led to a use: for each use that a publisher confirmed, one download.
 *
 * Of what is not open, the person who told of the use had downloaded it before. Of what is open nobody notes who downloads:
 * there it had been downloaded by anyone, up to that day. Never more than there were downloads of the data set.
 */
const DOWNLOADS_WITH_USE = `with taken as (
  select version.dataset_id, sum(download_count.downloads) as downloads, min(download_count.day) as first_day
  from download_count
  join version on version.id = download_count.version_id
  group by version.dataset_id
), used as (
  select citing_work.dataset_id, count(*) as uses
  from citing_work
  join dataset on dataset.id = citing_work.dataset_id
  join taken on taken.dataset_id = citing_work.dataset_id
  where citing_work.confirmed_at is not null
  and (
    (dataset.access = 'open' and taken.first_day <= (citing_work.at at time zone 'UTC')::date)
    or exists (
      select from download
      join version on version.id = download.version_id
      where version.dataset_id = citing_work.dataset_id
      and download.person_id = citing_work.added_by
      and download.path <> 'rows'
      and download.at <= citing_work.at
    )
  )
  group by citing_work.dataset_id
)
select
  coalesce(sum(least(coalesce(used.uses, 0), taken.downloads)), 0)::float8 as value,
  coalesce(sum(taken.downloads), 0)::float8 as out_of
from taken
left join used on used.dataset_id = taken.dataset_id`

/**
 * Days from the moment when the last file of a version had arrived to its publication; the median over all versions that were
 * ever published. The audit log knows when a file arrived, even of one that was removed since.
 */
const DAYS_TO_RELEASE = `with released as (
  select version.id, version.published_at, max(audit_line.at) as arrived_at
  from version
  join run on run.id = version.run_id
  cross join lateral jsonb_array_elements(run.inputs) as input
  join audit_line on audit_line.object = 'upload:' || (input ->> 'uploadId')
  where version.published_at is not null
  and audit_line.act = 'upload:complete'
  group by version.id, version.published_at
)
select
  percentile_cont(0.5) within group (order by extract(epoch from published_at - arrived_at)::float8 / 86400) as value,
  count(*) as out_of
from released`

/** Every figure with its query. */
export const FIGURE_QUERIES: readonly FigureQuery[] = [
  { name: 'open-datasets', sql: OPEN_DATASETS, gap: null },
  { name: 'downloads-with-use', sql: DOWNLOADS_WITH_USE, gap: 'no-downloads' },
  { name: 'days-to-release', sql: DAYS_TO_RELEASE, gap: 'no-releases' },
]
