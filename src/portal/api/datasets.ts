import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Facet, SavedChoice, SavedSearch } from '#dam/catalogue/finding/finding-answers.ts'
import type { DatasetAnswer, DatasetDetails, DatasetSummary, FoundDatasets, InboxItem, ReleasedPlan, RowsAnswer, StatisticsAnswer, VersionAnswer, Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { addressOf, ask, type PageOf } from './request.ts'
import type { RowChoice } from './row-choice.ts'

/** What the catalogue is asked; it stands in the address of the page. Several values of one facet stand with commas between. */
export interface CatalogueSearch extends Readonly<Partial<Record<Facet, string | undefined>>> {
  readonly query?: string | undefined
  readonly sort?: string | undefined
  readonly offset?: number | undefined
}

/** The facets of the catalogue in the order in which they are shown. */
export const FACET_ORDER: readonly Facet[] = ['access', 'domain', 'publisher', 'language', 'licence', 'size', 'year', 'kind', 'format', 'quality', 'fairness']

/** The values chosen of a facet. */
export const chosenOf = (search: CatalogueSearch, facet: Facet): string[] => search[facet]?.split(',').filter((value) => value !== '') ?? []

const pathOf = (publisher: string, slug: string) => `/datasets/${publisher}/${slug}`
const versionPath = (publisher: string, slug: string, version: string) => `${pathOf(publisher, slug)}/versions/${version}`

export const catalogueQuery = (search: CatalogueSearch, limit = 20) =>
  queryOptions({ queryKey: ['datasets', 'catalogue', search, limit], queryFn: ({ signal }) => ask<FoundDatasets>('/datasets', { signal, query: { ...search, ...Object.fromEntries(FACET_ORDER.map((facet) => [facet, chosenOf(search, facet)])), limit } }), placeholderData: keepPreviousData })
export const datasetQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['datasets', publisher, slug], queryFn: ({ signal }) => ask<DatasetAnswer>(pathOf(publisher, slug), { signal }) })
export const ownDatasetsQuery = (publisher: string) =>
  queryOptions({ queryKey: ['datasets', 'own', publisher], queryFn: ({ signal }) => ask<PageOf<DatasetSummary>>(`/organisations/${publisher}/datasets`, { signal, query: { limit: 100 } }) })
export const versionQuery = (publisher: string, slug: string, version: string) =>
  queryOptions({ queryKey: ['datasets', publisher, slug, 'version', version], queryFn: ({ signal }) => ask<VersionAnswer>(versionPath(publisher, slug, version), { signal }) })
/** Which rows of a version are looked at, in which order. */
export interface RowsWanted extends RowChoice {
  readonly offset: number
  readonly limit: number
}

export const rowsQuery = (publisher: string, slug: string, version: string, { filter, sort, offset, limit }: RowsWanted) =>
  queryOptions({
    queryKey: ['datasets', publisher, slug, 'rows', version, filter, sort, offset, limit], placeholderData: keepPreviousData, staleTime: Infinity,
    queryFn: ({ signal }) => ask<RowsAnswer>(`${versionPath(publisher, slug, version)}/rows`, { signal, query: { offset, limit, cellLength: 200, filter: filter.length === 0 ? undefined : JSON.stringify(filter), sort: sort.length === 0 ? undefined : JSON.stringify(sort) } }),
  })
export const statisticsQuery = (publisher: string, slug: string, version: string) =>
  queryOptions({ queryKey: ['datasets', publisher, slug, 'statistics', version], staleTime: Infinity, queryFn: ({ signal }) => ask<StatisticsAnswer>(`${versionPath(publisher, slug, version)}/statistics`, { signal }) })
/** The released report on quality, with the plan and what was measured of it. */
export const qualityQuery = (publisher: string, slug: string, version: string) =>
  queryOptions({ queryKey: ['datasets', publisher, slug, 'quality', version], staleTime: Infinity, queryFn: ({ signal }) => ask<ReleasedPlan>(`${versionPath(publisher, slug, version)}/files/reports/quality.json`, { signal }) })
export const suggestionsQuery = (text: string) =>
  queryOptions({ queryKey: ['suggestions', text], enabled: text.trim() !== '', staleTime: 60_000, placeholderData: keepPreviousData, queryFn: ({ signal }) => ask<{ items: string[] }>('/suggestions', { signal, query: { text: text.slice(0, 100) } }) })
export const savedSearchesQuery = queryOptions({ queryKey: ['saved-searches'], queryFn: ({ signal }) => ask<{ items: SavedSearch[] }>('/saved-searches', { signal }) })
export const saveSearch = (name: string, search: SavedChoice) => ask<SavedSearch>('/saved-searches', { method: 'POST', body: { name, search } })
export const removeSavedSearch = (id: string) => ask(`/saved-searches/${id}`, { method: 'DELETE' })
export const inboxQuery = queryOptions({ queryKey: ['inbox'], queryFn: ({ signal }) => ask<PageOf<InboxItem>>('/inbox', { signal, query: { limit: 100 } }) })

export const createDataset = (publisher: string, slug: string, details: DatasetDetails) => ask<DatasetAnswer>(`/organisations/${publisher}/datasets`, { method: 'POST', body: { slug, details } })
export const changeDataset = (publisher: string, slug: string, details: DatasetDetails) => ask<DatasetAnswer>(pathOf(publisher, slug), { method: 'PATCH', body: { details } })
export const submitVersion = (publisher: string, slug: string, version: string) => ask(`${versionPath(publisher, slug, version)}/submit`, { method: 'POST', body: {} })
export const decideVersion = (publisher: string, slug: string, version: string, decision: 'approve' | 'return', words: string) =>
  ask(`${versionPath(publisher, slug, version)}/${decision}`, { method: 'POST', body: { words } })
export const withdrawVersion = (publisher: string, slug: string, version: string, words: Words) => ask(`${versionPath(publisher, slug, version)}/withdraw`, { method: 'POST', body: { words } })
export const recallVersion = (publisher: string, slug: string, version: string, because: Words) => ask(`${versionPath(publisher, slug, version)}/recall`, { method: 'POST', body: { because } })
export const follow = (publisher: string, slug: string, isFollowed: boolean) => ask(`${pathOf(publisher, slug)}/follow`, { method: isFollowed ? 'PUT' : 'DELETE' })

/** Where a file of a release is downloaded. */
export const fileAddress = (publisher: string, slug: string, version: string, path: string) => addressOf(`${versionPath(publisher, slug, version)}/files/${path}`)
/** The report of a release, a page of its own that runs apart from this one. */
export const reportAddress = (publisher: string, slug: string, version: string) => addressOf(`${versionPath(publisher, slug, version)}/report`)
