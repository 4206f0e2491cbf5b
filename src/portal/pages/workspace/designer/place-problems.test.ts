import { expect, test } from 'vitest'
import { placeProblems } from './place-problems.ts'

test('a problem stands at the column whose lines hold it, or at the promise, or nowhere', () => {
  const lines = new Map<string, readonly [number, number]>([['age', [3, 3]], ['sex', [4, 7]]])
  const at = (line: number, message: string) => [...placeProblems([{ line, column: 1, message }], lines)]
  expect(at(3, 'columns.age.role: …')).toEqual(['age'])
  expect(at(7, 'columns.sex.hierarchy: …')).toEqual(['sex'])
  expect(at(9, 'privacy.models[0]: …')).toEqual([null])
  expect(at(1, 'dataset.licence: …')).toEqual([])
  expect(at(9, 'privacypolicy: …')).toEqual([])
})
