import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { DatasetAnswer, DatasetDetails, DatasetSummary, InboxItem, RowsAnswer, VersionAnswer, Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { addressOf, ask, type PageOf } from './request.ts'

/** What the catalogue is asked; it stands in the address of the page. */
export interface CatalogueSearch {
  readonly query?: string | undefined
  readonly domain?: string | undefined
  readonly access?: string | undefined
  readonly publisher?: string | undefined
  readonly sort?: string | undefined
  readonly offset?: number | undefined
}

const pathOf = (publisher: string, slug: string) => `/datasets/${publisher}/${slug}`
const versionPath = (publisher: string, slug: string, version: string) => `${pathOf(publisher, slug)}/versions/${version}`

export const catalogueQuery = (search: CatalogueSearch, limit = 20) =>
  queryOptions({ queryKey: ['datasets', 'catalogue', search, limit], queryFn: ({ signal }) => ask<PageOf<DatasetSummary>>('/datasets', { signal, query: { ...search, limit } }), placeholderData: keepPreviousData })
export const datasetQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['datasets', publisher, slug], queryFn: ({ signal }) => ask<DatasetAnswer>(pathOf(publisher, slug), { signal }) })
export const ownDatasetsQuery = (publisher: string) =>
  queryOptions({ queryKey: ['datasets', 'own', publisher], queryFn: ({ signal }) => ask<PageOf<DatasetSummary>>(`/organisations/${publisher}/datasets`, { signal, query: { limit: 100 } }) })
export const versionQuery = (publisher: string, slug: string, version: string) =>
  queryOptions({ queryKey: ['datasets', publisher, slug, 'version', version], queryFn: ({ signal }) => ask<VersionAnswer>(versionPath(publisher, slug, version), { signal }) })
export const rowsQuery = (publisher: string, slug: string, version: string, offset: number, limit: number) =>
  queryOptions({
    queryKey: ['datasets', publisher, slug, 'rows', version, offset, limit], placeholderData: keepPreviousData, staleTime: Infinity,
    queryFn: ({ signal }) => ask<RowsAnswer>(`${versionPath(publisher, slug, version)}/rows`, { signal, query: { offset, limit, cellLength: 200 } }),
  })
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
