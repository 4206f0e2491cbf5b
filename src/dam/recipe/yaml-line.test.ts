import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readYaml, withoutPrototype } from './read-yaml.ts'
import { entryLines, pairLine, yamlLine } from './yaml-line.ts'

test.each([
  [{ role: 'quasi-identifier', hierarchy: { intervals: [5, 10] } }, '{role: quasi-identifier, hierarchy: {intervals: [5, 10]}}'],
  [['01', 'no', '1.0', '1.0.0', '2026-01-31', '', "it's", '퇴원 기록'], "['01', 'no', '1.0', 1.0.0, 2026-01-31, '', 'it''s', 퇴원 기록]"],
  [new Map([['__proto__', undefined], ['a: b', null]]), "{'a: b': null}"],
  ['two\nlines', '"two\\nlines"'],
])('yamlLine(%j) is %s', (value, line) => {
  expect(yamlLine(value)).toBe(line)
})

test('yamlLine() is read as the same value, whatever the texts', () => {
  const text = fc.string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constantFrom('\n', '\t', '\u0085', '\ufeff', ':', '#', "'", '"', ' ', '-', '{', ',', '%', '가', '😀')) })
    .filter((made) => made.isWellFormed()).map((made) => made.normalize('NFC'))
  fc.assert(fc.property(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text))), (data) => {
    const read = readYaml(`a: ${yamlLine(data)}\n`)
    expect(read.problems).toEqual([])
    expect(read.data).toEqual({ a: withoutPrototype(Object.entries(data)) })
  }))
})

test.each(['age', '', '"; drop table', 'long '.repeat(2000)])('pairLine() and entryLines() are read as the key they were given: %#', (key) => {
  const entries = withoutPrototype([[key, 1]])
  expect(readYaml(`{${pairLine(key, '1')}}`).data).toEqual(entries)
  expect(readYaml(`b:\n${entryLines(key, '1').map((line) => `  ${line}\n`).join('')}`).data).toEqual({ b: entries })
  expect(readYaml(yamlLine(entries)).data).toEqual(entries)
})
