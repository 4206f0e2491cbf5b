import { expect, test } from 'vitest'
import { RECIPE } from './made-release.fixture.ts'
import { fullRecipe } from './full-release.fixture.ts'
import { isToken, readRecipe } from './read-recipe.ts'

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

test('readRecipe() reads models, recoding, parity, fairness and the treatments that disturb', () => {
  const promises = readRecipe(fullRecipe(RECIPE, 'free-local'))
  expect(promises).toMatchObject({ k: 5, recoding: 'free-local', metric: 'precision', parity: { by: ['sex'], atMost: 4 }, fairness: { label: 'shift', favourable: 'S1', smallestCell: 20, weights: true } })
  expect(promises.models.map((model) => model.kind)).toEqual(['k-anonymity', 'l-diversity', 'l-diversity', 'l-diversity', 't-closeness', 't-closeness', 't-closeness', 'delta-presence', 'average-risk', 'sample-uniques'])
  expect(promises.columns.find(({ name }) => name === 'age')?.weight).toBe(2)
  expect(promises.columns.slice(-4).flatMap(({ steps }) => steps)).toEqual([{ kind: 'tokenise' }, { kind: 'shuffle' }, { kind: 'noise', scale: 50, deviation: 50 }, { kind: 'microaggregate', k: 5 }])
})

test('a recipe without k-anonymity promises no k, and Gaussian noise has its scale', () => {
  const promises = readRecipe('dataset: {name: a/b}\ncolumns: {x: {role: plain, do: {noise: {kind: gaussian, epsilon: 0.5, delta: 0.00001, sensitivity: 2}}}}\nprivacy: {models: [{average-risk: 0.1}]}\nrelease: {version: 1.0.0}')
  expect(promises.k).toBeUndefined()
  expect(promises.recoding).toBe('global')
  const scale = 2 * Math.sqrt(2 * Math.log(125_000)) / 0.5
  expect(promises.columns[0]?.steps).toEqual([{ kind: 'noise', scale: expect.closeTo(scale, 12), deviation: expect.closeTo(scale * Math.sqrt(2 / Math.PI), 12) }])
})

test.each([['pseudonym', true], ['hash', true], ['tokenise', true], ['keep', false], ['shuffle', false]] as const)('isToken() of %s is %s', (kind, expected) => {
  expect(isToken({ kind })).toBe(expected)
})
