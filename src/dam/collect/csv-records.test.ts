import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OUR_DIALECT, readRecords, recordLine, recordsOf, streamRecords } from './csv-records.ts'

const cells = (text: string) => recordsOf(text, OUR_DIALECT, 'a.csv').map((record) => record.cells)

test.each([
  ['a,b\n1,2', [['a', 'b'], ['1', '2']]], ['a\r\nb\rc\nd', [['a'], ['b'], ['c'], ['d']]], ['"a\n""b""",c\n', [['a\n"b"', 'c']]],
  ['a, "b,c" ,d\n', [['a', 'b,c', 'd']]], ['x"y,z\n', [['x"y', 'z']]], [',\n', [['', '']]], ['""', [['']]], ['', []],
])('recordsOf() reads %j', (text, expected) => {
  expect(cells(text)).toEqual(expected)
})

test('readRecords() tells lines and blanks, and refuses broken quotes by line', () => {
  expect(recordsOf('a\n\n"b\nc"\nd\n', OUR_DIALECT, 'a.csv').map(({ line, isBlank }) => [line, isBlank])).toEqual([[1, false], [2, true], [3, false], [5, false]])
  expect(() => cells('a\n"b')).toThrow('line 2 never closes')
  expect(() => cells('a\n"b"c')).toThrow('line 2')
})

test('what recordLine() writes is read again, in any pieces', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '가') }), { minLength: 2, maxLength: 3 })), fc.integer({ min: 1, max: 5 }), async (rows, size) => {
    const text = rows.map(recordLine).join('')
    async function* pieces() { for (let first = 0; first < text.length; first += size) yield text.slice(first, first + size) }
    expect((await Array.fromAsync(streamRecords(pieces(), OUR_DIALECT, 'a'))).map((record) => record.cells)).toEqual(rows)
    const reader = readRecords(OUR_DIALECT, 'a')
    expect([...reader.push(text), ...reader.end()]).toHaveLength(rows.length)
  }))
})
