import { expect, test } from 'vitest'
import { changeData, meaningOfData } from './recipe-data.ts'
import { dataOf } from './read-document.ts'

const RECIPE = dataOf('columns: {a: {role: plain}, 7: {role: text}}\nmodels: [one, two]\n')
const after = (path: readonly (string | number)[], value: unknown) => changeData(RECIPE, [{ path, value }])

test.each<[readonly (string | number)[], unknown, string]>([
  [['columns', 'a', 'role'], 'text', 'columns: {a: {role: text}, 7: {role: text}}\nmodels: [one, two]'], [['columns', 'a', 'role'], undefined, 'columns: {a: {}, 7: {role: text}}\nmodels: [one, two]'],
  [['columns', '7', 'role'], 'plain', 'columns: {a: {role: plain}, 7: {role: plain}}\nmodels: [one, two]'], [['models', 2], 'three', 'columns: {a: {role: plain}, 7: {role: text}}\nmodels: [one, two, three]'],
  [['models', 0], undefined, 'columns: {a: {role: plain}, 7: {role: text}}\nmodels: [two]'], [['privacy', 'limit'], 1, 'columns: {a: {role: plain}, 7: {role: text}}\nmodels: [one, two]\nprivacy: {limit: 1}'],
])('a value at %j becomes %j', (path, value, text) => {
  const { data, done } = after(path, value)
  expect([meaningOfData(data), done.length]).toEqual([meaningOfData(dataOf(text)), 1])
})

test.each<[string, readonly (string | number)[], unknown]>([
  ['what is there already', ['columns', 'a', 'role'], 'plain'], ['what is not there taken out', ['columns', 'b', 'role'], undefined], ['a path through a word', ['columns', 'a', 'role', 'x'], 1], ['a place beyond the end of a list', ['models', 5], 'x'],
])('%s changes nothing', (_, path, value) => {
  const { data, done } = after(path, value)
  expect([data === RECIPE, done]).toEqual([true, []])
})

test('a mapping that is an object says the same as one that is a map', () => {
  expect(meaningOfData({ a: [{ b: 1 }] })).toBe(meaningOfData(new Map([['a', [new Map([['b', 1]])]]])))
})
