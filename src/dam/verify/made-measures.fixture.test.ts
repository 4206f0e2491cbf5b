import { expect, test } from 'vitest'
import { measure } from './made-measures.fixture.ts'

test('measure() counts what can be counted on two hands', () => {
  const made = [{ column: 'sex', place: 1, kind: 'none', level: 0, levels: 2, domain: 2, leavesOf: () => 1 }]
  const { privacy, hierarchies } = measure([['p', 'M'], ['p', 'M'], ['q', 'F'], ['r', '*']], made, { person: 0 })
  expect(privacy).toMatchObject({ rows: 4, suppressed: 1, classes: 2, smallest: 1, classSizes: [{ size: 1, classes: 2 }] })
  // Shares 0.5, 0.5, 0.5 and 1 of 2 leaves; (2.5 - 2) / (4 - 2).
  expect(privacy.scores).toEqual({ loss: 0.25, aecs: 4 / 3, discernibility: 4 + 1 + 4 })
  expect(hierarchies[0]?.labels).toEqual([{ label: '*', leaves: 2 }, { label: 'F', leaves: 1 }, { label: 'M', leaves: 1 }])
})
