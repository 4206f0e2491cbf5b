import { expect, test } from 'vitest'
import { deliver, draftOf, pick, release } from './made-release.fixture.ts'

test('release() treats a hand-made row as the format says', () => {
  const [, , ...rest] = release(['P', 'n', '010-0000-1000', '37', 'F', '부산', '2025-03-01', 'J1', '12600', '120.5', 'W'])
  expect(rest).toEqual(['[30, 40)', 'F', '영남', '2025', 'J1', '13000', '90', 'W', expect.stringMatching(/^[0-9a-f]{64}$/)])
  expect(release(['P', 'n', '010-0000-1000', '71', 'F', '부산', '2025-03-01', 'J1', '1', '1', 'W']).slice(2, 6)).toEqual(['*', '*', '*', '*'])
})

test('deliver(), draftOf() and pick() make the same rows every time', () => {
  expect(deliver()).toEqual(deliver())
  expect(draftOf(deliver()).vault.toSorted((one, other) => one - other)).toEqual(deliver().map((_, row) => row))
  expect(pick('x', 1, 10)).toBe(pick('x', 1, 10))
})
