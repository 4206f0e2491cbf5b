import type { Role, Scope } from '#platform/auth/people-answers.ts'
import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'

/** Who may do something. */
export interface Rule {
  /** Anyone; somebody signed in; an operator; or whoever acts in one of these roles for the organisation that the thing belongs to. */
  readonly who: 'anyone' | 'person' | 'operator' | readonly Role[]
  /** What an API key must be allowed for it; `never` where only a session will do. */
  readonly scope: Scope | 'never'
}

const EDITORS: readonly Role[] = ['owner', 'steward']
const EVERYBODY_INSIDE: readonly Role[] = ['owner', 'steward', 'approver', 'access-officer', 'member']

/** Every permission there is. A route names one; an act asks for it again with the organisation that the thing belongs to. */
export const RULE_BOOK = {
  'dataset:read': { who: 'anyone', scope: 'read' },
  'dataset:create': { who: EDITORS, scope: 'never' },
  'dataset:edit': { who: EDITORS, scope: 'never' },
  'dataset:read-drafts': { who: EVERYBODY_INSIDE, scope: 'read' },
  'upload:add': { who: EDITORS, scope: 'upload' },
  'upload:read': { who: EVERYBODY_INSIDE, scope: 'upload' },
  'recipe:edit': { who: EDITORS, scope: 'never' },
  'run:start': { who: EDITORS, scope: 'run' },
  'run:read': { who: EVERYBODY_INSIDE, scope: 'run' },
  'run:cancel': { who: EDITORS, scope: 'run' },
  'version:submit': { who: EDITORS, scope: 'never' },
  'version:decide': { who: ['approver'], scope: 'never' },
  'version:withdraw': { who: ['owner', 'approver'], scope: 'never' },
  'version:recall': { who: ['owner', 'access-officer'], scope: 'never' },
  'file:download': { who: 'anyone', scope: 'download' },
  'sample:draw': { who: 'person', scope: 'download' },
  'access:apply': { who: 'person', scope: 'apply' },
  'access:read-own': { who: 'person', scope: 'apply' },
  'access:decide': { who: ['access-officer'], scope: 'never' },
  // Officers, delegates whom the form names, and owners once the answer is late; the act looks which of them it is.
  'access:answer': { who: EVERYBODY_INSIDE, scope: 'never' },
  'access:edit-form': { who: ['owner', 'access-officer'], scope: 'never' },
  'recall:acknowledge': { who: 'person', scope: 'never' },
  'feedback:write': { who: 'person', scope: 'never' },
  'feedback:answer': { who: EDITORS, scope: 'never' },
  'follow:change': { who: 'person', scope: 'never' },
  'notification:read': { who: 'person', scope: 'never' },
  'me:read': { who: 'anyone', scope: 'read' },
  'me:change': { who: 'person', scope: 'never' },
  'key:manage': { who: 'person', scope: 'never' },
  'session:manage': { who: 'person', scope: 'never' },
  'passkey:manage': { who: 'person', scope: 'never' },
  'conflict:declare': { who: 'person', scope: 'never' },
  'conflict:waive': { who: 'operator', scope: 'never' },
  'organisation:create': { who: 'person', scope: 'never' },
  'organisation:read': { who: 'anyone', scope: 'read' },
  'organisation:manage': { who: ['owner'], scope: 'never' },
  'audit-log:read-roots': { who: 'anyone', scope: 'read' },
  'operator:users': { who: 'operator', scope: 'never' },
  'operator:jobs': { who: 'operator', scope: 'never' },
  'operator:storage': { who: 'operator', scope: 'never' },
  'operator:audit-log': { who: 'operator', scope: 'never' },
} as const satisfies Record<string, Rule>

export type Permission = keyof typeof RULE_BOOK

/** Every permission's word. */
export const PERMISSIONS: readonly Permission[] = Object.keys(RULE_BOOK).filter((name): name is Permission => name in RULE_BOOK)

/**
 * Refuses what the rule book does not allow.
 *
 * @param organisationId that the thing belongs to, for rules that ask for a role; left out at the door, where only the kind of asker is known
 * @throws {Refusal} `unauthenticated` for nobody, `forbidden` with the permission's name
 */
export function authorise(principal: Principal, permission: Permission, organisationId?: string): void {
  const { who, scope }: Rule = RULE_BOOK[permission]
  if (who === 'anyone' && principal.kind === 'anonymous') return
  if (personOf(principal) === undefined) throw new Refusal('unauthenticated', 'Sign in first, or send a key')
  if (principal.kind === 'key' && (scope === 'never' || !principal.scopes.includes(scope))) {
    throw new Refusal('forbidden', scope === 'never' ? `A key may not do this (${permission}); sign in instead` : `The key lacks the scope ${scope} (${permission}); make one that has it`)
  }
  if (who === 'anyone' || who === 'person') return
  if (who === 'operator') {
    if (principal.kind === 'person' && principal.isOperator) return
    throw new Refusal('forbidden', `Only an operator may do this (${permission})`)
  }
  const { actingFor } = principal.kind === 'anonymous' ? { actingFor: null } : principal
  const isInside = actingFor !== null && (organisationId === undefined || actingFor.organisationId === organisationId)
  if (!isInside || !who.some((role) => actingFor.roles.includes(role))) {
    throw new Refusal('forbidden', `Only somebody who acts for the organisation as ${who.join(' or ')} may do this (${permission})`)
  }
}

/** Whether the rule book allows it. */
export function isAllowed(principal: Principal, permission: Permission, organisationId?: string): boolean {
  try {
    authorise(principal, permission, organisationId)
    return true
  } catch (fault) {
    if (fault instanceof Refusal) return false
    throw fault
  }
}
