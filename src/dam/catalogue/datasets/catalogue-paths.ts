import { z } from '@hono/zod-openapi'
import { Slug } from './dataset-answers.ts'

export const DatasetPath = z.object({ publisher: Slug, slug: Slug })

/** `latest` is the newest published version. */
export const VersionPath = DatasetPath.extend({ version: z.union([z.literal('latest'), z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, 'three numbers, such as 1.0.0')]) })
