import { expect, test } from 'vitest'
import { actorOf, personOf } from './principal.ts'

test('a person, a key and nobody are called by their ids', () => {
  const person = { kind: 'person', personId: 'p1', sessionId: 's1', actingFor: null, isOperator: false } as const
  const key = { kind: 'key', personId: 'p1', keyId: 'k1', actingFor: null, scopes: ['read'] } as const
  expect([person, key, { kind: 'anonymous' } as const].map((one) => [actorOf(one), personOf(one)])).toEqual([['person:p1', 'p1'], ['key:k1', 'p1'], ['anonymous', undefined]])
})
