import type { Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import type { DatasetAnswer } from './dataset-answers.ts'
import { describeDataset, describeVersion } from './describe-dataset.ts'
import type { DatasetTables } from './dataset-tables.ts'
import { type DatasetName, getDataset, type IsRecused, seesDrafts } from './find-dataset.ts'
import { compareVersions } from './compare-versions.ts'

export interface DatasetAnswerNeeds {
  readonly database: Pick<Database, 'queries'>
  readonly isRecused: IsRecused
  /** Whether the person who asks follows a data set. */
  readonly isFollowed: (request: { readonly principal: Principal; readonly datasetId: string }) => Promise<boolean>
  /** Median days from an application to its answer; null while none was answered. */
  readonly medianWaitingDays: (datasetId: string) => Promise<number | null>
}

/** Who asks for which data set. */
export interface DatasetRequest {
  readonly principal: Principal
  readonly name: DatasetName
}

/**
 * A data set with its versions, newest number first; drafts for its own people only.
 *
 * @throws {Refusal} `not-found`
 */
export async function getDatasetAnswer({ principal, name }: DatasetRequest, { database: { queries }, isRecused, isFollowed, medianWaitingDays }: DatasetAnswerNeeds): Promise<DatasetAnswer> {
  const dataset = await getDataset({ principal, name }, { queries, isRecused })
  const seesAll = await seesDrafts(principal, dataset, { queries, isRecused })
  const tables = queries.withTables<DatasetTables>()
  const versions = await tables.selectFrom('version')
    .select(['id', 'version', 'state', 'rows', 'bytes', 'published_at', 'withdrawn_because', 'face']).where('dataset_id', '=', dataset.id)
    .$if(!seesAll, (query) => query.where('state', 'in', ['published', 'withdrawn'])).execute()
  const counted = await tables.selectFrom('dataset as d').leftJoin('version as v', 'v.dataset_id', 'd.id').leftJoin('download_count as c', 'c.version_id', 'v.id')
    .select(({ fn }) => ['d.followers', fn.sum<string | null>('c.downloads').as('downloads')])
    .where('d.id', '=', dataset.id).groupBy('d.id').executeTakeFirstOrThrow()
  const newestFirst = versions.toSorted((a, b) => compareVersions(b.version, a.version))
  const latest = versions.find(({ id }) => id === dataset.latestVersionId) ?? newestFirst[0]
  return {
    ...describeDataset({
      publisher_slug: name.publisher, publisher_name: dataset.organisation.name, slug: name.slug, details: dataset.details, access: dataset.access, created_at: dataset.createdAt,
      followers: counted.followers, downloads: Number(counted.downloads ?? 0), ...(latest ?? NO_VERSION),
    }),
    details: dataset.details, versions: newestFirst.map(describeVersion), doi: dataset.doi,
    medianWaitingDays: dataset.access === 'on-application' ? await medianWaitingDays(dataset.id) : null,
    mayEdit: seesAll && isAllowed(principal, 'dataset:edit', dataset.organisation.id), isFollowed: await isFollowed({ principal, datasetId: dataset.id }),
  }
}

const NO_VERSION = { version: null, state: null, rows: null, bytes: null, published_at: null, withdrawn_because: null, face: null }
