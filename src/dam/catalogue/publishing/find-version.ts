import { z } from 'zod'
import type { Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { shareReadings } from '#platform/share-readings.ts'
import { VersionState, Words } from '../datasets/dataset-answers.ts'
import { type Dataset, type DatasetName, getDataset, type IsRecused, type ReadNeeds, seesDrafts } from '../datasets/find-dataset.ts'
import { versionName } from '../datasets/version-name.ts'
import { Evidence } from './evidence.ts'
import type { PublishingTables } from './publishing-tables.ts'

/** A version's address; `latest` is the newest published one. */
export interface VersionAddress extends DatasetName {
  readonly version: string
}

/** A version as acts know it. */
export type Version = Readonly<z.infer<typeof VersionRow>> & {
  readonly dataset: Dataset
  /** Whether the person who asks is one of its own people, so that drafts and names are theirs to see. */
  readonly isInside: boolean
}

/** Everything of one version, parsed as it leaves the database. */
const VersionRow = z.object({
  id: z.string(), version: z.string(), state: VersionState, runId: z.string().nullable(), startedBy: z.string().nullable(), submittedBy: z.string().nullable(),
  releasePath: z.string().nullable(), rows: z.number().nullable(), bytes: z.number().nullable(), manifestSha256: z.string().nullable(), verification: z.enum(['passed', 'failed']).nullable(),
  evidence: Evidence.nullable(), doi: z.string().nullable(), publishedAt: z.date().nullable(), withdrawnAt: z.date().nullable(), withdrawnBecause: Words.nullable(),
})

/** What somebody asks a version for. */
export interface VersionRequest {
  readonly principal: Principal
  readonly address: VersionAddress
}

/** Reads a version outside of any transaction. @throws {Refusal} as `getVersion` does */
export type ReadVersion = (request: VersionRequest) => Promise<Version>

/** Those who ask without an account see the same of a version, and share what is read of it at one time. */
export function sharedByAnybody<Result>(read: (request: VersionRequest) => Promise<Result>): (request: VersionRequest) => Promise<Result> {
  return shareReadings(read, ({ principal, address: { publisher, slug, version } }) => (principal.kind === 'anonymous' ? JSON.stringify([publisher, slug, version]) : undefined))
}

/** Reads versions for the doors of one feature, each once for all who ask for it at one time without an account. */
export function versionReader({ database: { queries }, isRecused }: { readonly database: Pick<Database, 'queries'>; readonly isRecused: IsRecused }): ReadVersion {
  return sharedByAnybody((request) => getVersion(request, { queries, isRecused }))
}

/**
 * A version, for somebody who may know of it: published and withdrawn ones for anyone, any other for those inside.
 *
 * @throws {Refusal} `not-found`, the same for what is not there and for what is not theirs to know of
 */
export async function getVersion({ principal, address }: VersionRequest, needs: ReadNeeds): Promise<Version> {
  const dataset = await getDataset({ principal, name: address }, needs)
  const isInside = await seesDrafts(principal, dataset, needs)
  const row = await needs.queries.withTables<PublishingTables>().selectFrom('version')
    .select(['id', 'version', 'state', 'run_id as runId', 'started_by as startedBy', 'submitted_by as submittedBy', 'release_path as releasePath', 'rows', 'bytes',
      'manifest_sha256 as manifestSha256', 'verification', 'evidence', 'doi', 'published_at as publishedAt', 'withdrawn_at as withdrawnAt', 'withdrawn_because as withdrawnBecause'])
    .where('dataset_id', '=', dataset.id)
    .$if(address.version === 'latest', (query) => query.where('id', '=', dataset.latestVersionId))
    .$if(address.version !== 'latest', (query) => query.where('version', '=', address.version))
    .executeTakeFirst()
  if (!row || !(isInside || row.state === 'published' || row.state === 'withdrawn')) throw new Refusal('not-found', `There is no version ${versionName(address)}`)
  return { ...VersionRow.parse(row), dataset, isInside }
}
