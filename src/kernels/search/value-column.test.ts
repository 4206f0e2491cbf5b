import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createValueColumn, valuesAt } from './value-column.ts'

const values = fc.array(fc.constantFrom('csv', 'json', '__proto__', ''), { maxLength: 4 })

test('a column gives back the values of each document, each once', () => {
  fc.assert(fc.property(fc.array(values), (documents) => {
    const column = createValueColumn()
    for (const values of documents) column.append(values)
    expect(documents.map((_, ordinal) => valuesAt(column, ordinal))).toEqual(documents.map((values) => [...new Set(values)]))
    expect(column.view().isSingle).toBe(documents.every((values) => new Set(values).size === 1))
  }))
})

test('a column knows no code of a value that nobody has, and grows', () => {
  const column = createValueColumn()
  for (let at = 0; at < 5000; at++) column.append([`value-${at % 10}`])
  expect([column.values, column.codeOf('value-3'), column.codeOf('constructor'), column.valueOf(3)]).toEqual([10, 3, undefined, 'value-3'])
  expect(valuesAt(column, 4999)).toEqual(['value-9'])
})
