import { queryOptions } from '@tanstack/react-query'
import type { QueryAnswer, TakenFormat } from '#dam/catalogue/query/query-answers.ts'
import { addressOf, ask } from './request.ts'

const pathOf = (publisher: string, slug: string, version: string) => `/datasets/${publisher}/${slug}/versions/${version}/query`

/** The answer to a question about a version's rows; published versions never change, so it stays. */
export const answerQuery = (publisher: string, slug: string, version: string, sql: string) =>
  queryOptions({ queryKey: ['datasets', publisher, slug, 'query', version, sql], retry: false, staleTime: Infinity, queryFn: ({ signal }) => ask<QueryAnswer>(pathOf(publisher, slug, version), { signal, query: { sql } }) })

/** Where the same answer is downloaded. */
export const answerAddress = (publisher: string, slug: string, version: string, sql: string, format: TakenFormat) => addressOf(`${pathOf(publisher, slug, version)}/${format}`, { sql })
