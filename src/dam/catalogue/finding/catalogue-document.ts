import { z } from 'zod'
import { Names } from '#platform/auth/people-answers.ts'
import type { SearchDocument } from '#kernels/search/search-document.ts'
import type { SortDefinition } from '#kernels/search/sort-column.ts'
import { AccessClass, DatasetDetails } from '../datasets/dataset-answers.ts'

/** How many rows a data set has, in words of the facet. */
const SIZES = ['under-1-thousand', 'under-100-thousand', 'under-10-million', 'more'] as const

/** What the catalogue is sorted by; without words the newest come first. */
export const SORTS: readonly SortDefinition[] = [
  { name: 'newest', kind: 'number', direction: 'descending' }, { name: 'title', kind: 'text', direction: 'ascending' },
  { name: 'size', kind: 'number', direction: 'descending' }, { name: 'downloads', kind: 'number', direction: 'descending' },
]

/** What is read of a published data set, and of its newest version, to find it. */
export const FoundRow = z.object({
  id: z.string(), slug: z.string(), details: DatasetDetails, access: AccessClass, publisher: z.string(), publisher_name: Names,
  rows: z.number().nullable(), published_at: z.date().nullable(), columns: z.array(z.string()), paths: z.array(z.string()), has_failed: z.boolean(), downloads: z.number(),
})
export type FoundRow = z.infer<typeof FoundRow>

/** A data set as it is searched: its words in all languages, its facets, its sorts. */
export function catalogueDocument({ id, slug, details, access, publisher, publisher_name: publisherName, rows, published_at: publishedAt, columns, paths, has_failed: hasFailed, downloads }: FoundRow): SearchDocument {
  const { title, description, keywords, domain, licence, language } = details
  return {
    id, title: [...wordsIn(title), slug], keywords: [...keywords, ...(domain === null ? [] : [domain])], publisher: [...wordsIn(publisherName), publisher], columns, description: wordsIn(description),
    facets: {
      domain: domain === null ? [] : [domain], kind: ['table'], language, licence: [licence.id], access: [access], publisher: [publisher],
      format: [...new Set(paths.filter((path) => path.startsWith('data/')).map((path) => path.split('.').at(-1) ?? ''))],
      size: rows === null ? [] : [sizeOf(rows)], year: publishedAt === null ? [] : [String(publishedAt.getUTCFullYear())],
      quality: [hasFailed ? 'with-failures' : 'all-passed'], fairness: [paths.includes('reports/fairness.json') ? 'audited' : 'not-audited'],
    },
    sorts: { newest: publishedAt?.getTime(), title: title.ko ?? title.en ?? title.ar, size: rows ?? undefined, downloads },
  }
}

function sizeOf(rows: number): (typeof SIZES)[number] {
  if (rows < 1000) return 'under-1-thousand'
  if (rows < 100_000) return 'under-100-thousand'
  return rows < 10_000_000 ? 'under-10-million' : 'more'
}

function wordsIn(words: Names): string[] {
  return [words.ko, words.en, words.ar].filter((text) => text !== undefined)
}
