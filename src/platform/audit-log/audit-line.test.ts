import { expect, test } from 'vitest'
import { AuditEntry, FIRST_HASH, hashOfLine } from './audit-line.ts'

const line = { position: 1, at: new Date('2026-01-31T00:00:00.000Z'), actor: 'person:1', actingFor: null, act: 'dataset:create', object: 'dataset:a/b', detail: '{}', previousHash: FIRST_HASH }

test('hashOfLine() is the sha256 that anyone can compute from the line', () => {
  // printf '[1,"2026-01-31T00:00:00.000Z","person:1",null,"dataset:create","dataset:a/b","{}","000…"]' | sha256sum
  expect(hashOfLine(line)).toBe('cb99d61cae1e89b825bd313a95fb1f00fe93fc213980c44b1aa14f631915a67c')
})

test.each(Object.entries({ position: 2, at: new Date(1), actor: 'person:2', actingFor: '', act: 'x', object: 'x', detail: '{ }', previousHash: 'x' }))('hashOfLine() changes with %s', (name, value) => {
  expect(hashOfLine({ ...line, [name]: value })).not.toBe(hashOfLine(line))
})

test.each([
  ['half a character', { actor: '\ud800' }],
  ['NUL', { object: 'a\0b' }],
  ['nothing', { act: '' }],
  ['a nested detail', { detail: { a: { b: 1 } } }],
])('AuditEntry takes no %s', (_name, wrong) => {
  expect(AuditEntry.safeParse({ actor: 'a', act: 'b', object: 'c', ...wrong }).success).toBe(false)
})
