import { expect, test } from 'vitest'
import { moveVersion } from './move-version.ts'

test('moveVersion() gives the next state', () => {
  expect(moveVersion('submitted', 'approve')).toBe('published')
})

test.each([
  ['published', 'begin', 'raise release.version'],
  ['draft', 'submit', 'run it first'],
  ['running', 'submit', 'wait for its end'],
  ['returned', 'approve', 'correct it and run it again'],
  ['withdrawn', 'withdraw', 'was withdrawn'],
] as const)('moveVersion() refuses on a %s version: %s', (state, event, words) => {
  expect(() => moveVersion(state, event)).toThrow(expect.objectContaining({ code: 'conflict', message: expect.stringContaining(words) }))
})
