import { z } from '@hono/zod-openapi'

/** The answer to a question about a version's rows. */
export const QueryAnswer = z.object({
  columns: z.array(z.object({ name: z.string(), kind: z.enum(['number', 'boolean', 'time', 'text']) })),
  /** Whole numbers beyond 2^53, and all that is neither number nor truth, as text. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  /** Whether there were more rows than are shown. */
  hasMore: z.boolean(),
  /** Milliseconds that the answer took. */
  milliseconds: z.number().int(),
})
export type QueryAnswer = z.infer<typeof QueryAnswer>

/** How an answer is taken away. */
export const TAKEN_FORMATS = ['csv', 'parquet'] as const
export type TakenFormat = (typeof TAKEN_FORMATS)[number]

/** The longest question, in characters. */
export const LONGEST_QUESTION = 10_000
