import { expect, test } from 'vitest'
import { measure } from './made-measures.fixture.ts'
import { readRecipe } from './read-recipe.ts'

test('measure() counts what can be counted on two hands', () => {
  const made = [{ column: 'sex', place: 1, source: 1, kind: 'none', level: 0, levels: 2, domain: 2, leavesOf: () => 1, wayOf: (leaf: string) => [leaf, '*'] }]
  const table = { rows: [['p', 'M'], ['p', 'M'], ['q', 'F'], ['r', '*']], sources: [['p', 'M'], ['p', 'M'], ['q', 'F'], ['r', 'F']], columns: ['person', 'sex'], delivered: ['person', 'sex'] }
  const { privacy, hierarchies } = measure(table, made, readRecipe('dataset: {name: a/b}\ncolumns: {sex: {role: quasi-identifier}}\nprivacy: {models: [{k-anonymity: 2}], person: person}\nrelease: {version: 1.0.0}'))
  expect(privacy).toMatchObject({ rows: 4, suppressed: 1, classes: 2, smallest: 1, classSizes: [{ size: 1, classes: 2 }] })
  // Shares 0.5, 0.5, 0.5 and 1 of 2 leaves; (2.5 - 2) / (4 - 2).
  expect(privacy.scores).toEqual({ loss: 0.25, aecs: 4 / 3, discernibility: 4 + 1 + 4, precision: 0.25, entropy: 0.25 })
  expect(privacy.modelFacts.map(({ measured }) => measured)).toEqual([1])
  expect(hierarchies[0]?.labels).toEqual([{ label: '*', leaves: 2, level: 1 }, { label: 'F', leaves: 1, level: 0 }, { label: 'M', leaves: 1, level: 0 }])
})
