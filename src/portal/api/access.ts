import { queryOptions } from '@tanstack/react-query'
import type { AccessForm, ApplicationAnswer, ApplicationRequest, RecallAnswer, SampleAnswer, WaitingAnswer } from '#dam/catalogue/access/access-answers.ts'
import { ask, type PageOf } from './request.ts'

const pathOf = (publisher: string, slug: string) => `/datasets/${publisher}/${slug}`

export const accessFormQuery = (publisher: string, slug: string) => queryOptions({ queryKey: ['access-form', publisher, slug], queryFn: ({ signal }) => ask<AccessForm>(`${pathOf(publisher, slug)}/access-form`, { signal }) })
export const waitingQuery = (publisher: string, slug: string) => queryOptions({ queryKey: ['waiting', publisher, slug], queryFn: ({ signal }) => ask<WaitingAnswer>(`${pathOf(publisher, slug)}/waiting-time`, { signal }) })
export const receivedApplicationsQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['applications', publisher, slug], queryFn: ({ signal }) => ask<PageOf<ApplicationAnswer>>(`${pathOf(publisher, slug)}/applications`, { signal, query: { limit: 100 } }) })
export const ownApplicationsQuery = queryOptions({ queryKey: ['applications'], queryFn: ({ signal }) => ask<PageOf<ApplicationAnswer>>('/applications', { signal, query: { limit: 100 } }) })
export const recallsQuery = queryOptions({ queryKey: ['recalls'], queryFn: ({ signal }) => ask<PageOf<RecallAnswer>>('/recalls', { signal, query: { limit: 100 } }) })

export const saveAccessForm = (publisher: string, slug: string, form: AccessForm) => ask<AccessForm>(`${pathOf(publisher, slug)}/access-form`, { method: 'PUT', body: form })
export const applyForAccess = (publisher: string, slug: string, request: ApplicationRequest) => ask<ApplicationAnswer>(`${pathOf(publisher, slug)}/applications`, { method: 'POST', body: request })
export const grantApplication = (id: string, until: string, words: string) => ask(`/applications/${id}/grant`, { method: 'POST', body: { until, words } })
export const endApplication = (id: string, act: 'refuse' | 'revoke' | 'withdraw', words: string) => ask(`/applications/${id}/${act}`, { method: 'POST', body: act === 'withdraw' ? {} : { words } })
export const acknowledgeRecall = (id: string) => ask(`/recalls/${id}/acknowledge`, { method: 'POST', body: { destroyed: true } })
export const drawSample = (publisher: string, slug: string, version: string, body: { readonly size: number; readonly seed: number; readonly stratify: readonly string[] }) =>
  ask<SampleAnswer>(`${pathOf(publisher, slug)}/versions/${version}/sample`, { method: 'POST', body })
