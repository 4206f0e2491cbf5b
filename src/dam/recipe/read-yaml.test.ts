import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMap, parseDocument } from 'yaml'
import { keyText, readYaml, withoutPrototype } from './read-yaml.ts'

test('readYaml() keeps every key as it was written, in the order of the file', () => {
  const { data, keys, problems } = readYaml('columns: {__proto__: 1, constructor: 2, 10: 3, 2: 4, 1.0: 5, ~: 6, 나이: 7}\n')
  expect(problems).toEqual([])
  expect(keys(['columns'])).toEqual(['__proto__', 'constructor', '10', '2', '1.0', '~', '나이'])
  expect(data).toEqual({ columns: withoutPrototype([['__proto__', 1], ['constructor', 2], ['10', 3], ['2', 4], ['1.0', 5], ['~', 6], ['나이', 7]]) })
})

test('readYaml() brings words to NFC, but not the names of files', () => {
  const apart = '나이'.normalize('NFD')
  expect(readYaml(`${apart}: ${apart}\npath: [${apart}]\n`).data).toEqual({ 나이: '나이', path: [apart] })
})

test('readYaml() knows where values and keys stand', () => {
  const { place, keyPlace, written } = readYaml('columns:\n  age: {role: plain, levels:\n     {at-most: 01}}\n  "b c": \'03\'\n')
  expect(place(['columns', 'age', 'role'])).toEqual({ line: 2, column: 15 })
  expect(place(['columns', 'age', 'levels', 'at-most'])).toEqual({ line: 3, column: 16 })
  expect(place(['columns', 'age'])).toEqual({ line: 2, column: 3 })
  expect(keyPlace(['columns', 'b c'])).toEqual({ line: 4, column: 3 })
  expect(place(['columns', 'age', 'nothing', 'there'])).toEqual({ line: 2, column: 3 })
  expect(place([])).toEqual({ line: 1, column: 1 })
  expect(written(['columns', 'age', 'levels', 'at-most'])).toEqual({ text: '01', quoted: false })
  expect(written(['columns', 'b c'])).toEqual({ text: '03', quoted: true })
  expect(written(['columns'])).toBeUndefined()
})

test('readYaml() follows aliases', () => {
  expect(readYaml('a: &x {b: [1]}\nc: *x\n').data).toEqual({ a: { b: [1] }, c: { b: [1] } })
})

const laughs = 'abcdefgh'.split('').map((name, place, all) => `${name}: &${name} [${Array.from({ length: 10 }, () => (place === 0 ? '1' : `*${all[place - 1] ?? ''}`)).join(', ')}]\n`).join('')

test.each([
  ['a key that is written twice', 'a: 1\nb: 2\na: 3\n', 3, 1, 'is written twice'],
  ['two spellings of one key', `${'é'.normalize('NFD')}: 1\né: 2\n`, 2, 1, 'is written twice'],
  ['several documents', 'a: 1\n---\nb: 2\n', 2, 1, 'second document'],
  ['a tab', 'a:\n\tb: 1\n', 2, 1, 'indented with a tab'],
  ['a quote that never closes', 'a: "b\n', 2, 1, 'cannot be read'],
  ['a tag', 'a: !secret b\n', 1, 4, 'uses a tag'],
  ['an older YAML', '%YAML 1.1\n---\na: no\n', 1, 1, 'older YAML'],
  ['a list as a key', '? [1, 2]\n: 3\n', 1, 3, 'keys are plain words'],
  ['an alias without its anchor', 'a: *b\n', 1, 4, 'alias'],
  ['an alias of what holds it', 'a: &a [*a]\n', 1, 8, 'alias'],
  ['aliases that unfold without end', laughs, 1, 1, 'unfolds aliases'],
  ['nesting in brackets', '['.repeat(100_000), 1, 1, 'nested more than 100'],
  ['nesting in dashes', '- '.repeat(100_000), 1, 1, 'nested more than 100'],
  ['nesting in lines', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 1, 1, 'nested more than 100'],
  ['more words than can be held', `[${'a,\n'.repeat(600_000)}]`, 1, 1, 'more than 1,000,000 words'],
])('readYaml() tells of %s', (_, text, line, column, sentence) => {
  const { problems } = readYaml(text)
  expect(problems[0]).toMatchObject({ place: { line, column }, sentence: expect.stringContaining(sentence) })
})

test('readYaml() looks for repeated keys in no more time than for others', () => {
  const text = Array.from({ length: 30_000 }, (_, place) => `a${place}: 1\n`).join('')
  expect(readYaml(`${text}a7: 1\n`).problems).toHaveLength(1)
})

test('readYaml() takes long texts and comments for what they are, not for nesting', () => {
  const steps = Array.from({ length: 150 }, (_, depth) => `${' '.repeat(depth + 1)}- [ {`).join('\n')
  expect(readYaml(`a: |\n ${steps.replaceAll('\n', '\n ')}\nb: '${'[{'.repeat(200)}'\n${steps.replaceAll(/^/gm, '# ')}\n`).problems).toEqual([])
})

test('readYaml() reads JSON as JSON.parse does', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 4, noUnicodeString: false }), (json) => {
    const value: unknown = JSON.parse(json)
    fc.pre(JSON.stringify(value).normalize('NFC') === JSON.stringify(value) && json.isWellFormed() && !json.includes('-0'))
    const { data, problems } = readYaml(json)
    expect({ data, problems }).toEqual({ data: value, problems: [] })
  }))
})

test('readYaml() never throws, whatever the text', () => {
  const unit = fc.constantFrom('a', ':', ' ', '\n', '-', '?', '[', '{', '}', ']', '"', "'", '|', '>', '&', '*', '!', '#', '%', '\t', ',', '0', '\u0000', '\ufeff')
  fc.assert(fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
    expect(readYaml(text).problems).toBeInstanceOf(Array)
  }), { numRuns: 1000 })
})

test.each([['1.0: x', '1.0'], ['"a b": x', 'a b'], [': x', ''], ['? [1]\n: x', undefined]])('keyText() of %j is %j', (text, key) => {
  const { contents } = parseDocument(text)
  expect(isMap(contents) ? contents.items.map(keyText) : []).toEqual([key])
})

test('withoutPrototype() makes every name an ordinary one', () => {
  const mapping = withoutPrototype([['__proto__', 1]])
  expect(Object.entries(mapping)).toEqual([['__proto__', 1]])
  expect(mapping['constructor']).toBeUndefined()
})
