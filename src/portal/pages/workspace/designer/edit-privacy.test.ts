import { expect, test } from 'vitest'
import { PrivacyModel } from '#dam/recipe/recipe.ts'
import { changeRecipe } from './change-recipe.ts'
import { beginModel, changeK, modelData, MODEL_NAMES } from './edit-privacy.ts'
import { readRecipe } from './recipe-view.ts'

const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value)))

test.each(MODEL_NAMES)('a promise of %s begins as the language has it', (name) => {
  expect(PrivacyModel.safeParse(plain(modelData(beginModel(name, ['diagnosis'])))).success).toBe(true)
})

test.each(['distinct', 'entropy', 'recursive'])('l-diversity of the kind %s has what its kind needs, and nothing of another', (kind) => {
  const { name, settings } = beginModel('l-diversity', ['diagnosis'])
  const data = plain(modelData({ name, settings: new Map([...settings, ['kind', kind], ['c', 3]]) }))
  expect(PrivacyModel.safeParse(data).success).toBe(true)
  expect(JSON.stringify(data).includes('"c":3')).toBe(kind === 'recursive')
})

test.each([
  ['privacy: {models: [t-closeness: {column: a, t: 0.3}, k-anonymity: 5]} # kept', 'privacy: {models: [t-closeness: {column: a, t: 0.3}, k-anonymity: 20]} # kept'],
  ['privacy: {models: [average-risk: 0.1]}', 'privacy: {models: [average-risk: 0.1, k-anonymity: 20]}'],
  ['privacy: {metric: loss}', 'privacy: {metric: loss, models: [k-anonymity: 20]}'],
])('another k is written into %s, all else as it was', (text, wanted) => {
  const models = readRecipe(text)?.privacy?.models ?? []
  expect(changeRecipe(text, changeK({ models }, 20)).replaceAll(/[{}]/g, '')).toBe(wanted.replaceAll(/[{}]/g, ''))
})
