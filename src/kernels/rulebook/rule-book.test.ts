import { expect, test } from 'vitest'
import { type Role, Role as Roles } from '#platform/auth/people-answers.ts'
import type { Principal } from '#platform/auth/principal.ts'
import { authorise, isAllowed, PERMISSIONS, RULE_BOOK, type Rule } from './rule-book.ts'

const acting = (roles: readonly Role[]) => ({ organisationId: 'city', slug: 'city', roles })
const person = (roles: readonly Role[] | null, isOperator = false): Principal => ({ kind: 'person', personId: 'p', sessionId: 's', actingFor: roles && acting(roles), isOperator })

test('authorise() allows each permission to those whom the rule book names, and to nobody else', () => {
  for (const permission of PERMISSIONS) {
    const { who, scope }: Rule = RULE_BOOK[permission]
    expect([permission, isAllowed({ kind: 'anonymous' }, permission, 'city')]).toEqual([permission, who === 'anyone'])
    expect([permission, isAllowed(person(null), permission, 'city')]).toEqual([permission, who === 'anyone' || who === 'person'])
    expect([permission, isAllowed(person(null, true), permission, 'city')]).toEqual([permission, typeof who === 'string'])
    for (const role of Roles.options) {
      const has = typeof who === 'string' ? who !== 'operator' : who.includes(role)
      expect([permission, role, isAllowed(person([role]), permission, 'city')]).toEqual([permission, role, has])
      // Another organisation's roles count for nothing here.
      expect([permission, role, isAllowed(person([role]), permission, 'hospital')]).toEqual([permission, role, typeof who === 'string' && who !== 'operator'])
    }
    const key = (scopes: Extract<Principal, { kind: 'key' }>['scopes']): Principal => ({ kind: 'key', personId: 'p', keyId: 'k', actingFor: acting([...Roles.options]), scopes })
    expect([permission, isAllowed(key([]), permission, 'city')]).toEqual([permission, false])
    expect([permission, isAllowed(key(['read', 'download', 'upload', 'run', 'apply']), permission, 'city')]).toEqual([permission, scope !== 'never' && who !== 'operator'])
  }
})

test('authorise() says what is missing', () => {
  expect(() => authorise({ kind: 'anonymous' }, 'dataset:create')).toThrow('Sign in first')
  expect(() => authorise(person(['steward']), 'version:decide', 'city')).toThrow('as approver may do this (version:decide)')
})
