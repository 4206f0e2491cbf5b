import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { changeRecipe, lineOf } from './change-recipe.ts'

const RECIPE = `datadam: 1
columns:
  id:   {role: identifier, do: pseudonym}   # joins with the register
  나이: {role: quasi-identifier, hierarchy: {intervals: [5, 10]}}

  sex:
    role: quasi-identifier   # as it is
    weight: 2

# the promise
privacy:
  models: [{k-anonymity: 5}]
release: {version: 1.0.0}
`

test.each<[string, readonly (string | number)[], unknown, string, string]>([
  ['a word in braces', ['columns', 'id', 'role'], 'plain', '{role: identifier, do: pseudonym}', '{role: plain, do: pseudonym}'],
  ['a word that is taken out', ['columns', 'id', 'do'], undefined, '{role: identifier, do: pseudonym}', '{role: identifier}'],
  ['the first of two', ['columns', 'id', 'role'], undefined, '{role: identifier, do: pseudonym}', '{do: pseudonym}'],
  ['numbers', ['columns', '나이', 'hierarchy', 'intervals'], [5, 20], '[5, 10]', '[5, 20]'],
  ['a key that is new', ['columns', '나이', 'weight'], 3, '[5, 10]}}', '[5, 10]}, weight: 3}'],
  ['a key on a line of its own', ['columns', 'sex', 'do'], 'drop', 'weight: 2\n', 'weight: 2\n    do: drop\n'],
  ['a line that is taken out', ['columns', 'sex', 'weight'], undefined, '    weight: 2\n', ''],
  ['one more of a list', ['privacy', 'models', 1], { 'sample-uniques': 'none' }, '[{k-anonymity: 5}]', '[{k-anonymity: 5}, {sample-uniques: none}]'],
  ['all the way to a new place', ['privacy', 'suppression', 'limit'], 0.1, '[{k-anonymity: 5}]\n', '[{k-anonymity: 5}]\n  suppression: {limit: 0.1}\n'],
])('%s is written where it stands, all else stays', (_, path, value, from, to) => {
  expect(changeRecipe(RECIPE, [{ path, value }])).toBe(RECIPE.replace(from, to))
})

test('whatever is written anywhere, the text then says it, and says all else as before', () => {
  const Value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }), fc.constant(undefined))
  const Path = fc.constantFrom<(string | number)[]>(['columns', 'id', 'do'], ['columns', 'sex', 'weight'], ['columns', 'sex', 'new'], ['columns', '나이', 'hierarchy'], ['privacy', 'recoding'], ['quality'], ['privacy', 'models', 0])
  fc.assert(fc.property(Path, Value, (path, value) => {
    const after: unknown = parse(changeRecipe(RECIPE, [{ path, value }]))
    expect(at(after, path)).toEqual(path.at(-1) === 0 && value === undefined ? undefined : value)
    for (const other of [['columns', 'id', 'role'], ['columns', 'sex', 'role'], ['release', 'version']]) expect(at(after, other)).toEqual(at(parse(RECIPE), other))
  }))
})

test('many changes at once say what they say one after the other, and every comment stays', () => {
  const change = fc.record({
    path: fc.constantFrom<(string | number)[]>(['columns', 'id', 'role'], ['columns', 'id', 'do'], ['columns', 'sex', 'weight'], ['columns', 'sex', 'role'], ['columns', '나이', 'hierarchy'], ['columns', '나이', 'levels', 'at-most'], ['columns', 'new', 'role'], ['privacy', 'recoding'], ['privacy', 'models', 0], ['quality']),
    value: fc.oneof(fc.constantFrom('plain', 'a, b', '# no comment'), fc.integer(), fc.constant(undefined), fc.constant({ prefix: [3, 2] })),
  })
  fc.assert(fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
    const text = changeRecipe(RECIPE, changes)
    expect(parse(text)).toEqual(parse(changes.reduce((before, one) => changeRecipe(before, [one]), RECIPE)))
    expect(text).toContain('# the promise')
  }))
})

test('the role of many columns of a wide table is changed at once, line by line', () => {
  const wide = (role: string) => `# 300 columns\ncolumns:\n${Array.from({ length: 300 }, (_, place) => `  c${place}: {role: ${place < 200 ? role : 'text'}, type: text} # ${place}\n`).join('')}`
  const begun = performance.now()
  expect(changeRecipe(wide('text'), Array.from({ length: 200 }, (_, place) => ({ path: ['columns', `c${place}`, 'role'], value: 'plain' })))).toBe(wide('plain'))
  // One after the other it took half a minute.
  expect(performance.now() - begun).toBeLessThan(5000)
})

test('comments stay, also where a value of several lines is exchanged', () => {
  const text = changeRecipe(RECIPE, [{ path: ['columns', 'sex'], value: { role: 'plain' } }])
  expect(text).toContain('# joins with the register')
  expect(text).toContain('# the promise')
  expect(parse(text)).toMatchObject({ columns: { sex: { role: 'plain' } } })
})

test('a text that cannot be read stays as it is, and so does one whose path leads nowhere', () => {
  for (const text of ['', 'a: [', '- 1', 'null']) expect(changeRecipe(text, [{ path: ['a', 'b'], value: 1 }])).toBe(text)
  expect(changeRecipe('a: 1', [{ path: ['a', 'b'], value: 1 }])).toBe('a: 1')
  expect(changeRecipe(RECIPE, [{ path: ['columns', 'nobody', 'do'], value: undefined }])).toBe(RECIPE)
})

test('a value is written on one line, with quotes where a sign of YAML stands in it', () => {
  expect([lineOf('a'), lineOf('a, b'), lineOf({ a: [1, 'x: y'] })]).toEqual(['a', '"a, b"', '{a: [1, "x: y"]}'])
})

function at(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? Object.entries(inner).find(([key]) => key === String(step))?.[1] : undefined), data)
}
