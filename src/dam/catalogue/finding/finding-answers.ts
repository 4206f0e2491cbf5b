import { z } from 'zod'

/** What readers narrow the catalogue down by. */
export const FACETS = ['domain', 'kind', 'language', 'licence', 'access', 'format', 'publisher', 'size', 'year', 'quality', 'fairness'] as const
export type Facet = (typeof FACETS)[number]

/** Words, and values chosen by facet. */
export const SavedChoice = z.object({ query: z.string().max(200).default(''), filters: z.partialRecord(z.enum(FACETS), z.array(z.string().max(80)).max(50)).default({}) })
export type SavedChoice = Readonly<z.infer<typeof SavedChoice>>

/** A search that a person keeps. */
export const SavedSearch = z.object({ id: z.string(), name: z.string(), search: SavedChoice, createdAt: z.iso.datetime() })
export type SavedSearch = Readonly<z.infer<typeof SavedSearch>>
