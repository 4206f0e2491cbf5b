import { personOf, type Principal } from '#platform/auth/principal.ts'
import type { Names } from '#platform/auth/people-answers.ts'
import type { Queries, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import type { AccessClass, DatasetDetails } from './dataset-answers.ts'
import type { DatasetTables } from './dataset-tables.ts'

/** A data set's address. */
export interface DatasetName {
  readonly publisher: string
  readonly slug: string
}

/** A data set as acts know it. */
export interface Dataset extends DatasetName {
  readonly id: string
  readonly organisation: { readonly id: string; readonly slug: string; readonly name: Names }
  readonly details: DatasetDetails
  readonly access: AccessClass
  readonly doi: string | null
  readonly latestVersionId: string | null
  readonly createdAt: Date
}

/** Tells who must not see something although a role of theirs would let them. */
export type IsRecused = (request: { readonly personId: string; readonly objects: readonly string[] }, queries: Queries | Tx) => Promise<boolean>

/** What reading something that not everybody may see needs. */
export interface ReadNeeds {
  readonly queries: Queries | Tx
  readonly isRecused: IsRecused
}

/** The data set of this address, whoever asks. */
export async function findDataset({ publisher, slug }: DatasetName, queries: Queries | Tx): Promise<Dataset | undefined> {
  const row = await queries.withTables<DatasetTables>().selectFrom('dataset as d').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
    .select(['d.id', 'd.details', 'd.access', 'd.doi', 'd.latest_version_id', 'd.created_at', 'o.id as organisation_id', 'o.name'])
    .where('o.slug', '=', publisher).where('d.slug', '=', slug).executeTakeFirst()
  return row && {
    id: row.id, publisher, slug, organisation: { id: row.organisation_id, slug: publisher, name: row.name },
    details: row.details, access: row.access, doi: row.doi, latestVersionId: row.latest_version_id, createdAt: row.created_at,
  }
}

/**
 * The data set of this address, for somebody who may know of it: a published one for anyone, any other for those inside.
 *
 * @throws {Refusal} `not-found`, the same for what is not there and for what is not theirs to know of
 */
export async function getDataset(request: { readonly principal: Principal; readonly name: DatasetName }, { queries, isRecused }: ReadNeeds): Promise<Dataset> {
  const { principal, name } = request
  const dataset = await findDataset(name, queries)
  if (!dataset || (dataset.latestVersionId === null && !await seesDrafts(principal, dataset, { queries, isRecused }))) {
    throw new Refusal('not-found', `There is no data set ${name.publisher}/${name.slug}`)
  }
  return dataset
}

/** Whether somebody sees what of a data set is not published: its own people, less those who are recused. */
export async function seesDrafts(principal: Principal, { publisher, slug, organisation }: DatasetName & Pick<Dataset, 'organisation'>, { queries, isRecused }: ReadNeeds): Promise<boolean> {
  const personId = personOf(principal)
  if (personId === undefined || !isAllowed(principal, 'dataset:read-drafts', organisation.id)) return false
  return !await isRecused({ personId, objects: [`dataset:${publisher}/${slug}`, `organisation:${publisher}`] }, queries)
}
