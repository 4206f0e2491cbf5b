import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editRecipe } from './edit-recipe.ts'
import { readYaml } from './read-yaml.ts'

const text = `# About this recipe
datadam: 1

columns:   # in the order of the file
  age: {role: plain,   type: integer}   # how old
  sex:
    role: plain     # to be decided
    levels:
      at-most: 1

  # Beside the street.
  postcode: {}
  'a: b': {role: text}

quality:
  - unique: a   # one
  - {not-null: [a, b]}
  - in-range:
      column: a
release:
  version: 1.0.0
`
const lines = (from: string) => from.split('\n')
const removed = (after: string) => lines(text).filter((line) => !lines(after).includes(line))
const added = (after: string) => lines(after).filter((line) => !lines(text).includes(line))

test.each([
  { path: ['columns', 'age', 'role'], value: 'quasi-identifier', gone: ['  age: {role: plain,   type: integer}   # how old'], come: ['  age: {role: quasi-identifier,   type: integer}   # how old'] },
  { path: ['columns', 'age', 'hierarchy', 'intervals'], value: [5, 10], gone: ['  age: {role: plain,   type: integer}   # how old'], come: ['  age: {role: plain,   type: integer, hierarchy: {intervals: [5, 10]}}   # how old'] },
  { path: ['columns', 'age', 'role'], value: undefined, gone: ['  age: {role: plain,   type: integer}   # how old'], come: ['  age: {type: integer}   # how old'] },
  { path: ['columns', 'sex', 'levels'], value: undefined, gone: ['    levels:', '      at-most: 1'], come: [] },
  { path: ['columns', 'sex', 'levels'], value: { 'at-least': 2 }, gone: ['    levels:', '      at-most: 1'], come: ['    levels: {at-least: 2}'] },
  { path: ['columns', 'sex', 'levels', 'at-most'], value: undefined, gone: ['    levels:', '      at-most: 1'], come: ['    levels: {}'] },
  { path: ['columns', 'sex', 'do'], value: 'drop', gone: [], come: ['    do: drop'] },
  { path: ['columns', 'postcode', 'role'], value: 'plain', gone: ['  postcode: {}'], come: ['  postcode: {role: plain}'] },
  { path: ['columns', '__proto__'], value: { role: 'plain' }, gone: [], come: ['  __proto__: {role: plain}'] },
  { path: ['quality', 0], value: undefined, gone: ['  - unique: a   # one'], come: [] },
  { path: ['quality', 3], value: { matches: { column: 'a', pattern: '\\d #' } }, gone: [], come: ["  - {matches: {column: a, pattern: '\\d #'}}"] },
  { path: ['quality', 2, 'in-range', 'max'], value: 5, gone: [], come: ['      max: 5'] },
  { path: ['release', 'version'], value: '1.0', gone: ['  version: 1.0.0'], come: ["  version: '1.0'"] },
  { path: ['privacy', 'models'], value: [{ 'k-anonymity': 5 }], gone: [], come: ['privacy: {models: [{k-anonymity: 5}]}'] },
])('editRecipe() writes $value at $path and touches nothing else', ({ path, value, gone, come }) => {
  const after = editRecipe(text, [{ path, value }])
  expect({ gone: removed(after), come: added(after) }).toEqual({ gone, come })
  expect(lines(after)).toHaveLength(lines(text).length - gone.length + come.length)
})

test('editRecipe() leaves every other line as it was, whichever field is given whatever text', () => {
  const fields = [['columns', 'age', 'role'], ['columns', 'sex', 'role'], ['columns', 'sex', 'title'], ['columns', 'a: b', 'role'], ['quality', 0, 'unique'], ['quality', 1, 'not-null', 1], ['release', 'version'], ['release', 'date'], ['datadam'], ['columns', 'age', 'description', 'ko']]
  fc.assert(fc.property(fc.constantFrom(...fields), fc.string({ unit: 'grapheme' }).map((made) => made.normalize('NFC')), (path, value) => {
    const after = editRecipe(text, [{ path, value }])
    expect(removed(after).length).toBeLessThanOrEqual(1)
    expect(added(after).length).toBeLessThanOrEqual(1)
    expect(readYaml(after).written(path)).toBeDefined()
  }))
})

test('editRecipe() makes several changes, one after the other', () => {
  const after = editRecipe(text, [{ path: ['sample'], value: { share: 0.5 } }, { path: ['sample', 'seed'], value: 7 }, { path: ['columns', 'age'], value: undefined }])
  expect(added(after)).toEqual(['sample: {share: 0.5, seed: 7}'])
  expect(removed(after)).toEqual(['  age: {role: plain,   type: integer}   # how old'])
})

test.each([
  ['JSON', '{"a": 1,\n "b": 2}\n', ['a'], 3, '{"a": 3,\n "b": 2}\n'],
  ['a text block', 'a: |\n  text\n\n# c\nb: 1\n', ['a'], 'x', 'a: x\n\n# c\nb: 1\n'],
  ['an empty value', 'a:\r\nb: 2\r\n', ['a'], 1, 'a: 1\r\nb: 2\r\n'],
  ['an empty text', '', ['c'], 'x', 'c: x\n'],
  ['a text of several lines', 'a: {b: 1} # c\n', ['a', 'b'], 'x\ny', 'a: {b: "x\\ny"} # c\n'],
  ['a last line without an end', 'a: 1', ['b'], 2, 'a: 1\nb: 2\n'],
])('editRecipe() edits %s', (_, before, path, value, after) => {
  expect(editRecipe(before, [{ path, value }])).toBe(after)
})

test('editRecipe() gives back the very text when nothing changes', () => {
  expect(editRecipe(text, [{ path: ['columns', 'age', 'role'], value: 'plain' }, { path: ['columns', 'nobody', 'role'], value: undefined }])).toBe(text)
})

test.each([
  ['through a number', text, ['datadam', 'x'], 3],
  ['beyond the end of a list', text, ['quality', 9], 3],
  ['through an alias', 'a: &x {b: 1}\nb: *x\n', ['b', 'c'], 1],
  ['into what an alias repeats', 'a: &x {b: 1}\nb: *x\n', ['a', 'c'], 1],
])('editRecipe() refuses a path %s', (_, before, path, value) => {
  expect(() => editRecipe(before, [{ path, value }])).toThrow(expect.objectContaining({ code: 'wrong-use' }))
})

test('editRecipe() refuses a text that is no YAML', () => {
  expect(() => editRecipe('a: [', [{ path: ['a'], value: 1 }])).toThrow(expect.objectContaining({ code: 'bad-recipe' }))
})
