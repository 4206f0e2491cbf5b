import { expect, test } from 'vitest'
import { PrivacyModel } from '#dam/recipe/recipe.ts'
import { beginModel, modelData, MODEL_NAMES } from './edit-privacy.ts'

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
