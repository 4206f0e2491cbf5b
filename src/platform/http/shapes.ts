import { z } from '@hono/zod-openapi'

/** Which part of a list is asked for. */
export const PageQuery = z.object({ offset: z.coerce.number().int().min(0).max(10_000_000).default(0), limit: z.coerce.number().int().min(1).max(100).default(20) })

/** A part of a list, with the length of the whole. */
export function Page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.number().int() })
}

/** The thing that a path names. */
export const OneId = z.object({ id: z.string().min(1).max(100) })

/** The answer to an act that leaves nothing to tell. */
export const Done = { 204: { description: 'Done' } } as const

/** A body or an answer in JSON. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return { content: { 'application/json': { schema } } }
}

/** A body in JSON, without which a request is refused. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { ...json(schema), required: true }
}
