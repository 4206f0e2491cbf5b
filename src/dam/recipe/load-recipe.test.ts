import fc from 'fast-check'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadRecipe, parseRecipe } from './load-recipe.ts'

const head = 'datadam: 1\ndataset: {name: a/b, title: T, licence: CC0-1.0, language: [en]}\nsource: {kind: csv, path: a.csv}\nrelease: {version: 1.0.0}\n'
const parse = (text: string) => parseRecipe(text, { file: 'folder/recipe.yaml' })

let folder = ''
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'datadam-recipe-')) })
afterAll(() => rm(folder, { recursive: true }))

test('parseRecipe() tells where the recipe lies and where its values stand', () => {
  const loaded = parse(`${head}columns:\n  age: {role: plain}\n`)
  expect(loaded).toMatchObject({ file: resolve('folder/recipe.yaml'), directory: resolve('folder'), label: 'recipe.yaml', columnNames: ['age'] })
  expect(loaded.place(['columns', 'age', 'role'])).toEqual({ line: 6, column: 15 })
  expect(loaded.recipe.columns).toEqual({ age: { role: 'plain' } })
})

test.each([
  ['strict-local for an open release', '', '', 'strict-local'],
  ['global for those who were admitted', ', access: restricted', '', 'global'],
  ['what the author wrote, whoever reads it', '', ', recoding: free-local', 'free-local'],
])('parseRecipe() fills in the recoding: %s', (_, access, recoding, filled) => {
  const text = `${head.replace('version: 1.0.0', `version: 1.0.0${access}`)}columns: {age: {role: quasi-identifier}}\nprivacy: {models: [{k-anonymity: 5}]${recoding}}\n`
  expect(parse(text).recipe.privacy?.recoding).toBe(filled)
})

test('parseRecipe() reads JSON as well', () => {
  const json = JSON.stringify({ datadam: 1, dataset: { name: 'a/b', title: { ko: '퇴원 😀' }, licence: 'CC0-1.0', language: ['ko'] }, source: { kind: 'csv', path: 'a/b.csv' }, columns: { 나이: { role: 'plain' } }, release: { version: '1.0.0' } }, null, '\t')
  expect(parse(json).recipe.dataset.title).toEqual({ ko: '퇴원 😀' })
})

test('parseRecipe() keeps hostile names, and finds none that are not there', () => {
  const { recipe, columnNames } = parse(`${head}columns: {__proto__: {role: plain}, '"; drop table': {role: text}, 10: {role: text}, 9: {role: plain, hierarchy: {tree: {__proto__: [1], x: [2]}}}}\n`)
  expect(columnNames).toEqual(['__proto__', '"; drop table', '10', '9'])
  expect(recipe.columns['__proto__']).toEqual({ role: 'plain' })
  expect(Object.keys(recipe.columns)).toHaveLength(4)
  expect(recipe.columns['constructor']).toBeUndefined()
  expect(recipe.columns['toString']).toBeUndefined()
  expect(JSON.stringify(recipe.columns['9']?.hierarchy)).toBe('{"tree":{"__proto__":[1],"x":[2]}}')
})

test('parseRecipe() names a hostile column where it is wrong', () => {
  expect(() => parse(`${head}columns:\n  __proto__: {role: x}\n`)).toThrow('recipe.yaml:6:21  columns.__proto__.role: "x" is not known here')
})

test('parseRecipe() keeps any column name', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme' }).map((name) => name.normalize('NFC')), { maxLength: 5 }), (names) => {
    fc.pre(names.every((name) => name.isWellFormed()))
    expect(parse(`${head}columns: {${names.map((name) => `${JSON.stringify(name)}: {role: plain}`).join(', ')}}\n`).columnNames).toEqual(names)
  }))
})

test('parseRecipe() lists all that is wrong, by line, with what would be right', () => {
  expect(() => parse(`${head}columns:\n  age: {role: quasi_identifier}\nvideo: {}\n  `)).toThrow(expect.objectContaining({
    code: 'bad-recipe',
    message: 'recipe.yaml:6:15  columns.age.role: "quasi_identifier" is not known here; write one of identifier, quasi-identifier, sensitive, text, plain. Did you mean quasi-identifier?\n'
      + 'recipe.yaml:7:1  video: is not available in this version of datadam; leave it out for now.',
  }))
})

test.each([
  ['', 'the file is empty'],
  ['# nothing but a comment\n', 'the file is empty'],
  ['3', 'recipe.yaml:1:1  3 does not fit here; write a mapping'],
  ['a: [', 'recipe.yaml:1:5  cannot be read as YAML or JSON'],
  [`# ${'x'.repeat(5_000_000)}`, 'larger than 5 MB'],
])('parseRecipe() refuses %.20j', (text, sentence) => {
  expect(() => parse(text)).toThrow(sentence)
})

test('loadRecipe() reads a file, with or without a byte order mark', async () => {
  const file = join(folder, 'recipe.yaml')
  await writeFile(file, `\ufeff${head}columns: {a: {role: plain}}\n`)
  expect((await loadRecipe(file)).recipe.columns).toEqual({ a: { role: 'plain' } })
})

test('loadRecipe() refuses what is not there, no file, or not UTF-8', async () => {
  await expect(loadRecipe(join(folder, 'nothing.yaml'))).rejects.toMatchObject({ code: 'not-found' })
  await expect(loadRecipe(folder)).rejects.toMatchObject({ code: 'bad-recipe' })
  await writeFile(join(folder, 'cp949.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xb0, 0xa1]))
  await expect(loadRecipe(join(folder, 'cp949.yaml'))).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('not UTF-8') })
  await writeFile(join(folder, 'large.yaml'), Buffer.alloc(5_000_001, 0x20))
  await expect(loadRecipe(join(folder, 'large.yaml'))).rejects.toMatchObject({ code: 'bad-recipe', message: expect.stringContaining('5 MB') })
})
