import type { Role, Scope } from './people-answers.ts'

/** The hat that a person wears: an organisation, with the roles that hold today. */
export interface ActingFor {
  readonly organisationId: string
  readonly slug: string
  readonly roles: readonly Role[]
}

/** Who asks. A key is its person, with less. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'person'; readonly personId: string; readonly sessionId: string; readonly actingFor: ActingFor | null; readonly isOperator: boolean }
  | { readonly kind: 'key'; readonly personId: string; readonly keyId: string; readonly actingFor: ActingFor | null; readonly scopes: readonly Scope[] }

/** How the audit log and events call somebody: `person:…`, `key:…` or `anonymous`; never a name. */
export function actorOf(principal: Principal): string {
  if (principal.kind === 'anonymous') return 'anonymous'
  return principal.kind === 'key' ? `key:${principal.keyId}` : `person:${principal.personId}`
}

/** The person behind, or undefined. */
export function personOf(principal: Principal): string | undefined {
  return principal.kind === 'anonymous' ? undefined : principal.personId
}
