import { queryOptions } from '@tanstack/react-query'
import type { AuditLineAnswer, HealthAnswer, JobAnswer, JobView, StorageAnswer } from '#platform/http/operator-answers.ts'
import type { UserAnswer } from '#platform/auth/people-answers.ts'
import { ask, type PageOf } from './request.ts'

export const usersQuery = (offset: number) => queryOptions({ queryKey: ['operator', 'users', offset], queryFn: ({ signal }) => ask<PageOf<UserAnswer>>('/operator/users', { signal, query: { offset, limit: 50 } }) })
export const jobsQuery = (state: JobView) => queryOptions({ queryKey: ['operator', 'jobs', state], queryFn: ({ signal }) => ask<PageOf<JobAnswer>>('/operator/jobs', { signal, query: { state, limit: 50 } }), refetchInterval: 5000 })
export const storageQuery = queryOptions({ queryKey: ['operator', 'storage'], queryFn: ({ signal }) => ask<StorageAnswer>('/operator/storage', { signal }) })
export const auditLogQuery = (offset: number, object: string) =>
  queryOptions({ queryKey: ['operator', 'audit-log', offset, object], queryFn: ({ signal }) => ask<PageOf<AuditLineAnswer>>('/operator/audit-log', { signal, query: { offset, object, limit: 50 } }) })
export const healthQuery = queryOptions({ queryKey: ['operator', 'health'], queryFn: ({ signal }) => ask<HealthAnswer>('/operator/health', { signal }), refetchInterval: 10_000 })

export const changeUser = (id: string, act: 'suspend' | 'restore') => ask(`/operator/users/${id}/${act}`, { method: 'POST', body: {} })
export const retryJob = (id: string) => ask(`/operator/jobs/${id}/retry`, { method: 'POST', body: {} })
