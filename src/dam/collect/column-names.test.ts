import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameColumns } from './column-names.ts'

test('nameColumns() changes empty and repeated names only, and says so', () => {
  expect(nameColumns(['a', '', 'A', 'a_2', 'a', 'É', 'é'], 'f')).toEqual({
    names: ['a', 'column_2', 'A_3', 'a_2', 'a_3_2', 'É', 'é'].with(4, 'a_4'),
    renamed: [{ column: 2, from: '', to: 'column_2' }, { column: 3, from: 'A', to: 'A_3' }, { column: 5, from: 'a', to: 'a_4' }],
  })
})

test('nameColumns() of any header are as many names, none twice for the engine', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('a', 'A', '', 'a_2', 'A_2', 'column_1', 'column_2', '가'), { minLength: 1 }), (header) => {
    const { names } = nameColumns(header, 'f')
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(header.length)
  }))
})

test.each([[['__datadam_row']], [['File_Row_Number']], [['a\0']], [Array.from({ length: 10_001 }, () => 'a')]])('nameColumns() refuses names that cannot be', (header) => {
  expect(() => nameColumns(header, 'f')).toThrow(expect.objectContaining({ code: 'bad-input' }))
})
