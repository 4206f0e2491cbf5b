import { expect, test } from 'vitest'
import { findColumns, pickUpTo } from './find-columns.ts'
import { readRecipe } from './recipe-view.ts'

const columns = readRecipe('columns: {Age_001: {role: plain}, 나이: {role: plain}, code_age: {role: plain}, sex: {role: plain}}')?.columns ?? []
const names = columns.map(({ name }) => name)

test.each([['age', ['Age_001', 'code_age']], ['  AGE  00 ', ['Age_001']], ['나이'.normalize('NFD'), ['나이']], ['', names], ['nobody', []]])('columns are found by %j in their name', (typed, found) => {
  expect(findColumns(columns, typed).map(({ name }) => name)).toEqual(found)
})

test('one is picked or all between two, in either direction, and let go the same way', () => {
  const one = pickUpTo({ names, picked: new Set(), name: '나이', isOn: true, from: null })
  expect([...one]).toEqual(['나이'])
  const some = pickUpTo({ names, picked: one, name: 'sex', isOn: true, from: '나이' })
  expect([...some]).toEqual(['나이', 'code_age', 'sex'])
  expect([...pickUpTo({ names, picked: some, name: '나이', isOn: false, from: 'code_age' })]).toEqual(['sex'])
  expect([...pickUpTo({ names, picked: one, name: 'sex', isOn: true, from: 'not shown any more' })]).toEqual(['나이', 'sex'])
})
