import { expect, test } from 'vitest'
import { fullRecipe, recodeLocally, weightsOf } from './full-release.fixture.ts'
import { deliver, draftOf, RECIPE, RELEASED } from './made-release.fixture.ts'
import { readRecipe } from './read-recipe.ts'

test('fullRecipe() promises every model and names groups', () => {
  const promises = readRecipe(fullRecipe(RECIPE))
  expect(promises.models).toHaveLength(10)
  expect(promises).toMatchObject({ recoding: 'strict-local', metric: 'precision', parity: { by: ['sex'], atMost: 4 }, fairness: { groups: ['sex', 'ward'], weights: true, smallestCell: 20 } })
})

test('recodeLocally() makes eleven classes apart, or freely ten of which one holds another', () => {
  const classesOf = (isFree: boolean) => {
    const draft = draftOf(deliver())
    recodeLocally(draft, { isFree })
    return new Set(draft.rows.map((row) => row.slice(RELEASED.age, RELEASED.visit + 1).join('|')).filter((one) => one !== '*|*|*|*')).size
  }
  expect([classesOf(false), classesOf(true)]).toEqual([11, 10])
})

test('weightsOf() makes label and groups independent', () => {
  const row = (sex: string, shift: string | null) => Array.from({ length: 15 }, (_, place) => (place === RELEASED.sex ? sex : place === RELEASED.shift ? shift : null))
  expect(weightsOf([row('F', 'S1'), row('F', 'S1'), row('F', 'S2'), row('M', 'S2')])).toEqual([0.75, 0.75, 1.5, 0.5])
  expect(weightsOf([row('F', null), row('F', 'S1')])).toEqual([0, 1])
})
