import { queryOptions } from '@tanstack/react-query'
import type { Figure } from '#dam/catalogue/figures/figure-answers.ts'
import type { LineageAnswer } from '#dam/catalogue/lineage/lineage-answers.ts'
import type { AboutAnswer } from '#platform/http/about-answers.ts'
import { ask, type PageOf } from './request.ts'

/** The last line of a day in the audit log. */
interface DailyRoot {
  readonly day: string
  readonly position: number
  readonly hash: string
}

export const figuresQuery = queryOptions({ queryKey: ['figures'], queryFn: ({ signal }) => ask<{ readonly items: readonly Figure[] }>('/figures', { signal }), staleTime: 60_000 })
export const aboutQuery = queryOptions({ queryKey: ['about'], queryFn: ({ signal }) => ask<AboutAnswer>('/about', { signal }), staleTime: 300_000 })
export const newestRootQuery = queryOptions({ queryKey: ['audit-roots', 'newest'], queryFn: ({ signal }) => ask<PageOf<DailyRoot>>('/audit-roots', { signal, query: { limit: 1 } }) })
export const lineageQuery = (publisher: string, slug: string, version: string) =>
  queryOptions({ queryKey: ['lineage', publisher, slug, version], queryFn: ({ signal }) => ask<LineageAnswer>(`/datasets/${publisher}/${slug}/versions/${version}/lineage`, { signal }) })
