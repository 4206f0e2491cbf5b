import { z } from 'zod'
import { Names } from '#platform/auth/people-answers.ts'
import { AccessClass, DatasetDetails, DatasetSummary, VersionState, type VersionSummary, Words } from './dataset-answers.ts'

/** What lists read of one version. */
export const VersionRow = z.object({
  version: z.string(), state: VersionState, rows: z.number().nullable(), bytes: z.number().nullable(),
  published_at: z.date().nullable(), withdrawn_because: Words.nullable(),
})
export type VersionRow = z.infer<typeof VersionRow>

/** What lists read of one data set, with its newest version where it has one. */
export const DatasetRow = z.object({
  publisher_slug: z.string(), publisher_name: Names, slug: z.string(), details: DatasetDetails, access: AccessClass, followers: z.number(), created_at: z.date(),
  downloads: z.number(), face: DatasetSummary.shape.face.nullable(),
  version: VersionRow.shape.version.nullable(), state: VersionState.nullable(), rows: VersionRow.shape.rows, bytes: VersionRow.shape.bytes,
  published_at: VersionRow.shape.published_at, withdrawn_because: VersionRow.shape.withdrawn_because,
})
export type DatasetRow = z.infer<typeof DatasetRow>

/** One version, in lists. */
export function describeVersion({ version, state, rows, bytes, published_at, withdrawn_because }: VersionRow): VersionSummary {
  return { version, state, rows, bytes, publishedAt: published_at?.toISOString() ?? null, withdrawnBecause: withdrawn_because }
}

/** One data set, in lists. */
export function describeDataset(row: DatasetRow): DatasetSummary {
  const { slug, details, version, state } = row
  return {
    publisher: { slug: row.publisher_slug, name: row.publisher_name }, slug,
    title: details.title, description: details.description, keywords: details.keywords, domain: details.domain, licence: details.licence.id, access: row.access,
    latest: version !== null && state !== null ? describeVersion({ ...row, version, state }) : null,
    downloads: row.downloads, followers: row.followers, createdAt: row.created_at.toISOString(), face: row.face ?? [],
  }
}
