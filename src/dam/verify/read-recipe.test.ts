import { expect, test } from 'vitest'
import { RECIPE } from './made-release.fixture.ts'
import { readRecipe } from './read-recipe.ts'

test('readRecipe() reads what a verifier asks of a recipe, with the defaults of the format', () => {
  const promises = readRecipe(RECIPE)
  expect(promises).toMatchObject({ name: 'city/visits', version: '1.0.0', k: 5, person: 'patient', limit: 0.05 })
  expect(promises.columns.map(({ name, steps }) => [name, ...steps.map((step) => step.kind)]).slice(0, 4)).toEqual([['patient', 'pseudonym'], ['name', 'drop'], ['phone', 'mask'], ['age', 'generalise']])
  expect(promises.columns[2]?.steps).toEqual([{ kind: 'mask', first: 3, last: 0, with: '*' }])
  expect(promises.columns[3]?.hierarchy).toEqual({ kind: 'intervals', widths: [10, 20], from: 0 })
})

test('readRecipe() keeps names that no object could hold', () => {
  const { columns } = readRecipe('dataset: {name: a/b}\ncolumns:\n  __proto__: {role: plain}\n  "1": {role: sensitive}\nrelease: {version: 1.0.0}\n')
  expect(columns.map(({ name, role }) => [name, role])).toEqual([['__proto__', 'plain'], ['1', 'sensitive']])
})

test.each([
  { text: ': [', sentence: /cannot be read as YAML/ },
  { text: '- 1', sentence: /not a mapping/ },
  { text: 'dataset: {name: a/b}', sentence: /columns/ },
  { text: 'dataset: {name: a/b}\ncolumns: {x: {role: king}}\nrelease: {version: 1.0.0}', sentence: /column "x": role/ },
])('readRecipe() refuses $text', ({ text, sentence }) => {
  expect(() => readRecipe(text)).toThrow(sentence)
})
