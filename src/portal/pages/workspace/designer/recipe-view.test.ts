import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnLines, readRecipe } from './recipe-view.ts'

const RECIPE = `datadam: 1
columns:
  id: {role: identifier, do: pseudonym}   # joins with the register
  cost: {role: sensitive, do: [{bottom-code: 0}, {mask: {first: 1, with: x}}]}

  sex:
    role: quasi-identifier
    weight: 2
    levels: {at-least: 1}
    hierarchy: {prefix: [1, 0]}
  place: {role: quasi-identifier, hierarchy: {tree: {North: [a, 1]}}}
privacy:
  models: [{k-anonymity: 5}, {l-diversity: {column: cost, kind: distinct, l: 2}}]
  suppression: {limit: 0.05, parity: {by: [sex], at-most: 1.25}}
release: {version: 1.0.0}
`

test('readRecipe() tells what the form shows of columns and of the promise', () => {
  const { columns = [], privacy, version } = readRecipe(RECIPE) ?? {}
  expect(columns.map(({ name, role }) => [name, role])).toEqual([['id', 'identifier'], ['cost', 'sensitive'], ['sex', 'quasi-identifier'], ['place', 'quasi-identifier']])
  expect(columns[1]?.steps).toEqual([{ name: 'bottom-code', settings: new Map([['', 0]]) }, { name: 'mask', settings: new Map<string, unknown>([['first', 1], ['with', 'x']]) }])
  expect(columns[2]).toMatchObject({ steps: [], weight: 2, least: 1, most: null, hierarchy: { kind: 'prefix', numbers: [1, 0] } })
  expect(columns[3]?.hierarchy).toMatchObject({ kind: 'tree' })
  expect(privacy).toMatchObject({ models: [{ name: 'k-anonymity' }, { name: 'l-diversity' }], limit: 0.05, parityBy: ['sex'], parityMost: 1.25, recoding: null })
  expect(version).toBe('1.0.0')
})

test('a hierarchy of another form is called unknown, and a text that is no recipe is none', () => {
  expect(readRecipe('columns: {a: {hierarchy: {intervals: five}}}')?.columns[0]?.hierarchy).toBe('unknown')
  for (const text of ['', 'a: [', '- 1', 'null']) expect(readRecipe(text)).toBeUndefined()
  expect(readRecipe('columns: 3')).toEqual({ columns: [], privacy: null, version: null })
})

test('columnLines() tells the lines of each column, also where the text has a fault further on', () => {
  expect([...columnLines(RECIPE)]).toEqual([['id', [3, 3]], ['cost', [4, 5]], ['sex', [6, 10]], ['place', [11, 12]]])
  expect(columnLines(`${RECIPE}broken: [`).get('sex')).toEqual([6, 10])
  expect(columnLines('columns: 1').size).toBe(0)
})

test('whatever is typed, nothing breaks', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'columns: \n{}[],-"\'&*!') }), (text) => {
    readRecipe(text)
    expect(columnLines(text)).toBeInstanceOf(Map)
  }))
})
