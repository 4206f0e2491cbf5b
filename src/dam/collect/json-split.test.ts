import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitJson } from './json-split.ts'

function split(text: string, size = text.length || 1): string[] {
  const splitter = splitJson('a.json')
  const records: string[] = []
  for (let first = 0; first < text.length; first += size) records.push(...splitter.push(text.slice(first, first + size)))
  return [...records, ...splitter.end()]
}

test('splitJson() cuts any objects apart, in a list or in lines, in any pieces', () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 })
  fc.assert(fc.property(objects, fc.boolean(), fc.integer({ min: 1, max: 9 }), fc.boolean(), (records, isList, size, isPretty) => {
    const written = records.map((record) => JSON.stringify(record, null, isPretty ? 1 : 0))
    expect(split(isList ? `[${written.join(' ,\n')}]\n` : written.join('\n'), size)).toEqual(written)
  }))
})

test.each(['1', '[1]', '[{}', '{', '[{},]x', '[,{}]', '[{}{}]', '[{}],{}', 'null', '"x"', '[{}] {}'])('splitJson() refuses %j', (text) => {
  expect(() => split(text)).toThrow(expect.objectContaining({ code: 'bad-input' }))
})
