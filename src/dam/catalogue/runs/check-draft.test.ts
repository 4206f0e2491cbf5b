import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseRecipe } from '#dam/recipe/load-recipe.ts'
import { checkDraft } from './check-draft.ts'
import { describeRecipeColumns, listTechniques } from './recipe-columns.ts'
import { FILES_EVERYWHERE, PEOPLE_RECIPE } from './runs.fixture.ts'

const uploads = ['people.csv', 'levels.csv', 'population.csv', 'plan.csv', 'codes.csv']
const check = (text: string, version?: string) => checkDraft({ text, name: 'test-city/people', uploads, version })
const sourced = (path: string): string => PEOPLE_RECIPE.replace('path: people.csv', `path: ${path}`)

const everywhere = (file: string): string => FILES_EVERYWHERE.replaceAll('FILE', file)

test('checkDraft() has nothing to say about a sound recipe, and writes name and version into it', () => {
  const { problems, loaded } = check(PEOPLE_RECIPE, '2.3.4')
  expect(problems).toEqual([])
  expect(loaded?.recipe).toMatchObject({ dataset: { name: 'test-city/people' }, release: { version: '2.3.4' } })
  expect(loaded?.text).toContain('version: 2.3.4')
})

test('checkDraft() says line, column and what would be right', () => {
  const { problems } = check(PEOPLE_RECIPE.replace('role: sensitive', 'role: sensitif').replace('path: people.csv', 'path: poeple.csv'))
  expect(problems).toEqual([{ line: 8, column: 21, message: expect.stringContaining('columns.diagnosis.role') }])
  expect(check(sourced('poeple.csv')).problems).toEqual([{ line: 3, column: 27, message: expect.stringMatching(/source\.path: "poeple\.csv" is no upload of this data set; write the name of one: "people\.csv"/) }])
  expect(check('a: [').problems).toEqual([{ line: expect.any(Number), column: expect.any(Number), message: expect.any(String) }])
  expect(check('').problems).toEqual([{ line: 1, column: 1, message: expect.stringContaining('empty') }])
})

test('checkDraft() does not ask for what the server sets', () => {
  expect(check(PEOPLE_RECIPE.replace('name: any/thing, ', '')).problems).toEqual([])
  expect(check(PEOPLE_RECIPE.replace('any/thing', 'not a name')).problems).toEqual([])
  expect(check(PEOPLE_RECIPE.replace('version: 1.0.0, ', ''), '1.0.0').problems).toEqual([])
  // Without a version from the server, the text must have one.
  expect(check(PEOPLE_RECIPE.replace('version: 1.0.0, ', '')).problems).toHaveLength(1)
})

test.each([
  '/etc/passwd', '../other/people.csv', './people.csv', 'inputs/people.csv', 'people.csv/', '"*.csv"', '"*"', '"{people,x}.csv"', '"people.cs?"', '.recipe.yaml', 'recipe.yaml', '"people.csv\\0"',
  'http://169.254.169.254/latest', 'https://example.org/people.csv', 'file:///etc/passwd', 's3://bucket/x', '"..\\\\people.csv"', '"people.csv "', '"PEOPLE.csv"', '~/people.csv', '/proc/self/environ',
])('no recipe reads %s', (path) => {
  const { problems, loaded } = check(sourced(path))
  expect(loaded).toBeUndefined()
  expect(problems.length).toBeGreaterThan(0)
  // Nor beside its source.
  const beside = check(everywhere(path))
  expect(beside.loaded).toBeUndefined()
  expect(beside.problems).toHaveLength(6)
})

test('a recipe may name uploads of its data set wherever it names a file', () => {
  expect(check(everywhere('levels.csv')).problems).toEqual([])
})

test('an alias cannot bring in another name than the one that is checked', () => {
  const text = `x: &out /etc/passwd\n${sourced('*out')}`
  expect(check(text).loaded).toBeUndefined()
})

test('describeRecipeColumns() tells the techniques that role and type allow', () => {
  const { columns } = check(PEOPLE_RECIPE)
  expect(columns.map(({ name, role }) => `${name} ${role}`)).toEqual(['name identifier', 'age quasi-identifier', 'sex quasi-identifier', 'diagnosis sensitive'])
  expect(columns[0]?.techniques).toEqual(['drop', 'pseudonym', 'hash', 'tokenise', 'mask'])
  expect(columns[1]?.techniques).toEqual(['drop', 'generalise', 'mask', 'top-code', 'bottom-code', 'round'])
  const text = describeRecipeColumns(parseRecipe(PEOPLE_RECIPE.replace('{role: sensitive}', '{role: sensitive, type: text}'), { file: 'r' }))
  expect(text[3]?.techniques).toEqual(['keep', 'drop', 'pseudonym', 'hash', 'tokenise', 'mask', 'shuffle'])
})

test('listTechniques() names each of the schema, and each is tried', () => {
  const plain = describeRecipeColumns(parseRecipe(PEOPLE_RECIPE.replace('{role: sensitive}', '{role: plain, type: integer}'), { file: 'r' }))[3]
  expect(new Set([...plain?.techniques ?? [], 'generalise'])).toEqual(new Set(listTechniques()))
})

test('the recipes of the examples are sound but for their files', async () => {
  for (const example of ['hospital-discharges', 'court-cases', 'job-applications']) {
    const text = await readFile(join(import.meta.dirname, '../../../../examples', example, 'recipe.yaml'), 'utf8')
    const { problems } = checkDraft({ text, name: 'test-city/people', uploads: [] })
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.filter(({ message }) => !message.includes('is no upload'))).toEqual([])
  }
})
