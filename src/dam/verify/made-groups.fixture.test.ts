import { expect, test } from 'vitest'
import { countGroups } from './made-groups.fixture.ts'
import { readRecipe } from './read-recipe.ts'

test('countGroups() counts large groups by name and small ones together', () => {
  const sources = [['F'], ['F'], ['M'], [null]]
  const promises = readRecipe('dataset: {name: a/b}\ncolumns: {sex: {role: plain}}\nprivacy: {models: [{k-anonymity: 2}], suppression: {parity: {by: [sex], at-most: 2}}}\nfairness: {label: sex, favourable: F, groups: [sex], smallest-cell: 2}\nrelease: {version: 1.0.0}')
  const { groups, parity } = countGroups({ rows: [], sources, columns: [], delivered: ['sex'] }, [0.5, 0, 1, 1], [false, false, true, true], promises)
  expect(groups[0]?.outcomes).toEqual([
    { cell: [{ column: 'sex', value: 'F' }], rows: 2, suppressed: 0, loss: 0.25, isSmall: false },
    { cell: [], rows: 2, suppressed: 2, loss: 1, isSmall: true },
  ])
  expect(parity).toHaveLength(1)
})
