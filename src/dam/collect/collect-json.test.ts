import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellsOf, collectThere, testEngine, testFolder } from './collecting.fixture.ts'
import { openJson, readFields } from './collect-json.ts'

const folder = testFolder()
const engine = await testEngine(folder)

test('readFields() reads any object as JSON.parse does, numbers as they are written', () => {
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), (object, isPretty) => {
    const raw = JSON.stringify(object, null, isPretty ? 2 : 0)
    if (raw.includes('\\u0000')) return
    const fields = readFields(raw, 1, 'a.json')
    expect([...fields.keys()]).toEqual(Object.keys(object))
    for (const [key, value] of fields) {
      // As JSON has it: -0 is written as 0.
      const original: unknown = JSON.parse(JSON.stringify(object[key]))
      expect(typeof original === 'string' ? value : value === null ? null : JSON.parse(value)).toEqual(original)
    }
  }))
  expect([...readFields('{"__proto__":1.10,"n":12345678901234567890,"t":true,"o":{"a":"}"},"l":[1,"]"]}', 1, 'a')]).toEqual([['__proto__', '1.10'], ['n', '12345678901234567890'], ['t', 'true'], ['o', '{"a":"}"}'], ['l', '[1,"]"]']])
})

test.each([['{"a":1,"a":2}', /two fields/], ['{"a":"\\u0000"}', /NUL/], ['{"a":"\\ud800"}', /half a character/], ['{"a":secret}', /is not JSON/]])('readFields() refuses %s without its values', (raw, sentence) => {
  expect(() => readFields(raw, 7, 'a')).toThrow(expect.objectContaining({ message: expect.stringMatching(sentence) }))
  expect(() => readFields(raw, 7, 'a')).not.toThrow('secret')
})

test('a field that comes late gets its column, missing above', async () => {
  const report = await collectThere(folder, engine, { a: '{"a":1}\n{"b":"x","a":2}\n{"c":null}\n' }, { kind: 'jsonl', path: 'a' })
  expect(report.table.columns.map(({ name, type }) => [name, type])).toEqual([['a', 'integer'], ['b', 'text'], ['c', 'text']])
  expect(await cellsOf(report.table, engine)).toEqual([['1', null, null], ['2', 'x', null], [null, null, null]])
})

test.each([['[]', /no records/], ['[{},{}]', /only empty objects/], ['[{"a":1}', /ends in the middle/]])('openJson() refuses %s', async (text, sentence) => {
  const file = join(folder, 'x.json')
  writeFileSync(file, text)
  await expect(openJson(file, 'x.json', join(folder, 'x.csv'))).rejects.toMatchObject({ code: 'bad-input', message: expect.stringMatching(sentence) })
})
