import { expect, test } from 'vitest'
import { Recipe } from '#dam/recipe/recipe.ts'
import { whyNotReleased } from './why-not-released.ts'

const recipe = Recipe.parse({
  datadam: 1, dataset: { name: 'saeron/made', title: { en: 'Made' }, licence: 'CC-BY-4.0', language: ['en'] }, source: { kind: 'csv', path: 'made.csv' }, release: { version: '1.0.0' },
  columns: { person: { role: 'identifier' }, token: { role: 'identifier', do: 'pseudonym' }, note: { role: 'text' }, court: { role: 'plain', do: 'drop' }, birth: { role: 'quasi-identifier', do: ['drop'] }, age: { role: 'quasi-identifier' } },
})

test.each([
  ['person', /identifier/], ['note', /Free text/], ['court', /recipe drops/], ['birth', /recipe drops/],
])('whyNotReleased() gives the reason for %s', (name, reason) => {
  expect(whyNotReleased(name, recipe)?.en).toMatch(reason)
  expect(whyNotReleased(name, recipe)?.ko).toMatch(/뺐습니다|빼도록/)
})

test.each(['token', 'age', 'constructor', '__proto__'])('%s is released in some form, or is no column', (name) => {
  expect(whyNotReleased(name, recipe)).toBeUndefined()
})
