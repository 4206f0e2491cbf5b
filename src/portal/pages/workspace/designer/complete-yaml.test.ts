import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { recipeJsonSchema } from '#dam/recipe/recipe-json-schema.ts'
import { completeYaml } from './complete-yaml.ts'
import { RECIPE_WORDS, type Words } from './recipe-words.ts'

const COLUMNS = ['나이', 'sex', 'a b']
/** The words offered where the text has a bar. */
function at(text: string): readonly string[] {
  const place = text.indexOf('|')
  return completeYaml(text.replace('|', ''), place, COLUMNS).words.map(({ label }) => label)
}

test.each([
  ['pri|', ['privacy']],
  ['columns:\n  age: {ro|', ['role']],
  ['columns:\n  age: {role: q|', ['quasi-identifier']],
  ['columns:\n  age:\n    hie|', ['hierarchy']],
  ['columns:\n  age:\n    role: sen|', ['sensitive']],
  ['columns:\n  age: {role: identifier, do: ps|}', ['pseudonym']],
  ['columns:\n  age: {do: [{top-code: 3}, gen|', ['generalise']],
  ['columns:\n  age: {hierarchy: {date: [month, 5|', ['5-years']],
  ['columns:\n  나|', ['나이']],
  ['columns:\n  age: {role: plain}\nprivacy:\n  models: [{k-|', ['k-anonymity']],
  ['privacy:\n  models:\n    - l-diversity: {column: s|', ['sex']],
  ['privacy:\n  models:\n  - t-c|', ['t-closeness']],
  ['privacy:\n  recoding: gl|   # why', ['global']],
  ['columns:\n  x: {role: plain,\n    do: sh|', ['shuffle']],
  ['release:\n  access: o|', ['open']],
])('%j offers %j', (text, words) => {
  expect(at(text)).toEqual(words)
})

test.each(['# pri|', 'columns: {x: {title: "ro|', 'pri: [{x: {ro|', 'nothing: at: all|'])('%j offers nothing', (text) => {
  expect(at(text)).toEqual([])
})

test('a key is offered with its colon, unless it is there; a name with spaces in quotes; a whole word no more', () => {
  expect(completeYaml('priv', 4, []).words).toEqual([{ text: 'privacy: ', label: 'privacy' }])
  expect(completeYaml('priv: 3', 4, []).words).toEqual([{ text: 'privacy', label: 'privacy' }])
  expect(at('privacy|')).toEqual([])
  expect(at('privacy: {person: |')).toContain('"a b"')
})

test('whatever stands anywhere, something can be asked for', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab:- \n{}[],"\'#') }), fc.nat(), (text, place) => {
    expect(Array.isArray(completeYaml(text, Math.min(place, text.length), COLUMNS).words)).toBe(true)
  }))
})

test('every key that is offered is one of the language, and all of its first keys are offered', () => {
  const text = JSON.stringify(recipeJsonSchema())
  const properties = z.object({ properties: z.record(z.string(), z.unknown()) }).parse(JSON.parse(text)).properties
  expect(Object.keys(RECIPE_WORDS.keys ?? {}).toSorted()).toEqual(Object.keys(properties).toSorted())
  const keysOf = (words: Words): string[] => [...Object.entries(words.keys ?? {}).flatMap(([key, inner]) => [key, ...keysOf(inner)]), ...(words.each ? keysOf(words.each) : []), ...(words.values ?? []).filter((value) => !value.startsWith('@') && !value.startsWith('C') && !value.startsWith('OD'))]
  for (const key of new Set(keysOf(RECIPE_WORDS))) expect(text, key).toContain(['1', 'true', 'false', 'ko', 'en', 'ar'].includes(key) ? key : `"${key}"`)
})
