import { queryOptions } from '@tanstack/react-query'
import type { CitingAnswer, NotificationAnswer, ThreadAnswer, ThreadRequest } from '#dam/catalogue/feedback/feedback-answers.ts'
import { ask, type PageOf } from './request.ts'

const pathOf = (publisher: string, slug: string) => `/datasets/${publisher}/${slug}`

export const threadsQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['threads', publisher, slug], queryFn: ({ signal }) => ask<PageOf<ThreadAnswer>>(`${pathOf(publisher, slug)}/threads`, { signal, query: { limit: 100 } }) })
export const citingQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['citing', publisher, slug], queryFn: ({ signal }) => ask<PageOf<CitingAnswer>>(`${pathOf(publisher, slug)}/citing`, { signal, query: { limit: 100 } }) })
export const notificationsQuery = queryOptions({ queryKey: ['notifications'], queryFn: ({ signal }) => ask<PageOf<NotificationAnswer>>('/notifications', { signal, query: { limit: 100 } }) })

export const openThread = (publisher: string, slug: string, request: ThreadRequest) => ask<ThreadAnswer>(`${pathOf(publisher, slug)}/threads`, { method: 'POST', body: request })
export const postToThread = (id: string, words: string) => ask(`/threads/${id}/posts`, { method: 'POST', body: { words } })
export const decideThread = (id: string, state: ThreadAnswer['state'], fixedIn?: string) => ask(`/threads/${id}/decide`, { method: 'POST', body: { state, ...(fixedIn !== undefined && { fixedIn }) } })
export const addCiting = (publisher: string, slug: string, body: { readonly kind: CitingAnswer['kind']; readonly title: string; readonly url: string }) => ask(`${pathOf(publisher, slug)}/citing`, { method: 'POST', body })
export const readNotifications = (ids: readonly string[]) => ask('/notifications/read', { method: 'POST', body: { ids } })
