import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '#main/cli.ts'
import { checkRecipe } from '#dam/recipe/check-recipe.ts'
import { parseRecipe } from '#dam/recipe/load-recipe.ts'
import { recipeJsonSchema } from '#dam/recipe/recipe-json-schema.ts'
import { SECRET_SETTINGS, SETTINGS } from '#main/config.ts'
import { EXIT_CODES } from '#main/exit-codes.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')).map((path) => read(join('src', path))).join('\n')

test('the README names every command with its options', () => {
  const readme = read('README.md')
  for (const { name, options } of COMMANDS) {
    expect(readme).toContain(`datadam ${name}`)
    for (const { words } of options.filter(() => name === 'verify' || name === 'run')) expect(readme).toContain(words.split(' ')[0])
  }
})

test('the table of settings in the README has every one, and only those', () => {
  const [, table = ''] = /## Settings\n([\s\S]*?)\n## /.exec(read('README.md')) ?? []
  const rows = Array.from(table.matchAll(/^\| (`[^|]+`) \|/gm), ([, cell = '']) => cell.split(', ').map((name) => name.replaceAll('`', ''))).flat()
  expect(rows.toSorted()).toEqual(SETTINGS.toSorted())
  for (const name of SECRET_SETTINGS) expect(table.split('`_FILE`')[0]).toContain(`\`${name}\``)
})

test('the README names every setting of ours, and only those', () => {
  // The portal reads none; it only shows people how to name their own.
  const program = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => /^(?!portal\/).*(?<!\.test)\.ts$/.test(path)).map((path) => read(join('src', path))).join('\n')
  const settings = new Set(program.match(/DATADAM_[A-Z_]+/g))
  expect(new Set(read('README.md').match(/DATADAM_[A-Z_]+/g))).toEqual(settings)
})

test('the map names every refusal with its exit code', () => {
  const map = read('docs/map.md')
  for (const [code, exit] of Object.entries(EXIT_CODES)) expect(map).toContain(`| \`${code}\` | ${exit} |`)
})

test('every word of the vocabulary stands in the code', () => {
  const identifiers = Array.from(read('docs/vocabulary.md').matchAll(/^\|[^|]*\|[^|]*\| `([^`]+)` \|/gm), (match) => match[1] ?? '')
  expect(identifiers.length).toBeGreaterThan(25)
  expect(identifiers.filter((identifier) => !source.includes(identifier))).toEqual([])
})

test('every file that a document links to is there', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
  const links = documents.flatMap((path) => Array.from(read(path).matchAll(/\]\(([^)#]+)\)/g), (match) => match[1] ?? '')).filter((link) => !/^https?:/.test(link))
  expect(links.filter((link) => !readdirSync(join(root, link, '..')).includes(link.split('/').at(-1) ?? ''))).toEqual([])
})

test('the recipe on the page on recipes is sound', () => {
  const [, text = ''] = /```yaml\n([\s\S]*?)```/.exec(read('docs/recipe.md')) ?? []
  expect(() => checkRecipe(parseRecipe(text, { file: 'recipe.yaml' }))).not.toThrow()
  expect(() => checkRecipe(parseRecipe(text.replace('by: [sex', 'by: [sexx'), { file: 'recipe.yaml' }))).toThrow('Did you mean sex')
})

test('the page on recipes names every word of the schema', () => {
  const page = read('docs/recipe.md')
  const words = new Set<string>()
  const collect = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(collect)
    if (typeof node !== 'object' || node === null) return undefined
    if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) Object.keys(node.properties).forEach((word) => words.add(word))
    return Object.values(node).forEach(collect)
  }
  collect(recipeJsonSchema())
  expect(words.size).toBeGreaterThan(60)
  expect([...words].filter((word) => !page.includes(word))).toEqual([])
})

test('the page on security names every chapter of the standard, and only tests that are there', () => {
  const page = read('docs/security.md')
  expect(Array.from(page.matchAll(/^## V(\d+) /gm), ([, chapter]) => Number(chapter))).toEqual(Array.from({ length: 14 }, (_, place) => place + 1))
  const shown = Array.from(page.matchAll(/`([^`]+\.test\.ts)`: “([^”]+)”/g), ([, path = '', name = '']) => ({ path, name }))
  expect(shown).toHaveLength(page.match(/\.test\.ts`: /g)?.length ?? 0)
  expect(shown.length).toBeGreaterThan(80)
  expect(shown.filter(({ path, name }) => !existsSync(join(root, path)) || !read(path).includes(name))).toEqual([])
  // Whatever is shown by no test says so plainly.
  const rows = page.split('\n').filter((line) => /^\| \d/.test(line))
  expect(rows.filter((row) => !row.includes('.test.ts`') && !row.endsWith('| — |'))).toEqual([])
})
