import { z } from 'zod'

/** What is told of the dam as a whole, in the order in which it is shown. */
export const FIGURE_NAMES = ['open-datasets', 'downloads-with-use', 'days-to-release'] as const

/** Why a figure has no value: nothing of it happened yet. */
export const FIGURE_GAPS = ['no-downloads', 'no-releases'] as const

/** One number of the dam. Its name and its gap are words of the program; what they mean is written where they are shown. */
export const Figure = z.object({
  name: z.enum(FIGURE_NAMES),
  value: z.number().nullable(),
  because: z.enum(FIGURE_GAPS).nullable(),
  /** Of how many it was counted: published data sets, downloads, releases. */
  outOf: z.number(),
  /** The query that was run; on the same tables it gives the value again. */
  sql: z.string(),
  countedAt: z.iso.datetime(),
})
export type Figure = Readonly<z.infer<typeof Figure>>
