import { z } from '@hono/zod-openapi'
import { Slug } from './dataset-answers.ts'

/** Which part of a list is asked for. */
export const PageQuery = z.object({ offset: z.coerce.number().int().min(0).max(10_000_000).default(0), limit: z.coerce.number().int().min(1).max(100).default(20) })

export const DatasetPath = z.object({ publisher: Slug, slug: Slug })

/** `latest` is the newest published version. */
export const VersionPath = DatasetPath.extend({ version: z.union([z.literal('latest'), z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, 'three numbers, such as 1.0.0')]) })

/** A body or an answer in JSON. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return { content: { 'application/json': { schema } } }
}

/** A body in JSON, without which a request is refused. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { ...json(schema), required: true }
}
