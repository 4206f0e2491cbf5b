import { queryOptions } from '@tanstack/react-query'
import type { InvitationAnswer, KeyAnswer, Me, Names, OrganisationAnswer, Role, Scope, SessionAnswer } from '#platform/auth/people-answers.ts'
import { ask, fetchJson, type PageOf } from './request.ts'

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => ask<Me>('/me', { signal }), staleTime: 30_000 })
export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: ({ signal }) => ask<PageOf<KeyAnswer>>('/keys', { signal }) })
export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: ({ signal }) => ask<PageOf<SessionAnswer>>('/sessions', { signal }) })
export const organisationsQuery = queryOptions({ queryKey: ['organisations'], queryFn: ({ signal }) => ask<PageOf<OrganisationAnswer>>('/organisations', { signal, query: { limit: 100 } }) })
export const organisationQuery = (slug: string) => queryOptions({ queryKey: ['organisations', slug], queryFn: ({ signal }) => ask<OrganisationAnswer>(`/organisations/${slug}`, { signal }) })
export const invitationsQuery = queryOptions({ queryKey: ['invitations'], queryFn: ({ signal }) => ask<PageOf<InvitationAnswer>>('/invitations', { signal }) })

/** A key, with the secret that is shown this once. */
export type NewKey = KeyAnswer & { readonly key: string }

export const wearHat = (organisationId: string | null) => ask<Me>('/me/acting-for', { method: 'POST', body: { organisationId } })
export const changeMe = (change: { readonly name?: string; readonly language?: string }) => ask<Me>('/me', { method: 'PATCH', body: change })
export const makeKey = (body: { readonly name: string; readonly scopes: readonly Scope[]; readonly expiresAt: string }) => ask<NewKey>('/keys', { method: 'POST', body })
export const endKey = (id: string) => ask(`/keys/${id}`, { method: 'DELETE' })
export const endSession = (id: string) => ask(`/sessions/${id}`, { method: 'DELETE' })

export const createOrganisation = (body: { readonly slug: string; readonly name: Names; readonly description: Names }) => ask<OrganisationAnswer>('/organisations', { method: 'POST', body })
export interface NewMember {
  readonly email: string
  readonly roles: readonly Role[]
  readonly from?: string
  readonly until?: string
}
export const addMember = (slug: string, body: NewMember) => ask(`/organisations/${slug}/members`, { method: 'POST', body })
export const changeMember = (slug: string, personId: string, body: Omit<NewMember, 'email'>) => ask(`/organisations/${slug}/members/${personId}`, { method: 'PATCH', body })
export const removeMember = (slug: string, personId: string) => ask(`/organisations/${slug}/members/${personId}`, { method: 'DELETE' })
export const answerInvitation = (id: string, answer: 'accept' | 'decline') => ask(`/invitations/${id}/${answer}`, { method: 'POST', body: {} })
export const withdrawInvitation = (slug: string, id: string) => ask(`/organisations/${slug}/invitations/${id}`, { method: 'DELETE' })

const auth = <Answer>(path: string, body: unknown = {}) => fetchJson<Answer>(`/api/auth${path}`, { method: 'POST', body })
export const signUp = (body: { readonly name: string; readonly email: string; readonly password: string; readonly language: string }) => auth('/sign-up/email', { ...body, callbackURL: '/verify' })
export const signIn = (email: string, password: string) => auth<{ readonly twoFactorRedirect?: boolean }>('/sign-in/email', { email, password })
export const signInMethodsQuery = queryOptions({ queryKey: ['sign-in-methods'], queryFn: ({ signal }) => ask<{ readonly providers: readonly { readonly id: string; readonly name: string }[] }>('/sign-in-methods', { signal }), staleTime: 300_000 })
/** Asks for the address of the provider, where the browser is to go; it comes back to `to`. */
export const signInElsewhere = (provider: string, to: string) => auth<{ readonly url: string }>('/sign-in/social', { provider, callbackURL: to, errorCallbackURL: `/sign-in?${new URLSearchParams({ to })}` })
export const signOut = () => auth('/sign-out')
export const sendVerification = (email: string) => auth('/send-verification-email', { email, callbackURL: '/verify' })
export const verifyEmail = (token: string) => fetchJson(`/api/auth/verify-email?${new URLSearchParams({ token })}`)
export const requestReset = (email: string) => auth('/request-password-reset', { email, redirectTo: '/reset-password' })
export const resetPassword = (token: string, newPassword: string) => auth('/reset-password', { token, newPassword })
export const changePassword = (currentPassword: string, newPassword: string) => auth('/change-password', { currentPassword, newPassword, revokeOtherSessions: true })
export const startTwoFactor = (password: string) => auth<{ readonly totpURI: string; readonly backupCodes: readonly string[] }>('/two-factor/enable', { password })
export const verifyTwoFactor = (code: string) => auth('/two-factor/verify-totp', { code })
export const verifyBackupCode = (code: string) => auth('/two-factor/verify-backup-code', { code })
export const endTwoFactor = (password: string) => auth('/two-factor/disable', { password })
export const becomeFirstOperator = (body: { readonly token: string; readonly name: string; readonly email: string; readonly password: string }) => ask('/first-operator', { method: 'POST', body })
