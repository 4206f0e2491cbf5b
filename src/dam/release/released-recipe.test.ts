import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { RECIPE_TEXT } from './release.fixture.ts'
import { publicPath, releasedRecipe } from './released-recipe.ts'

test('releasedRecipe() changes the lines of path and date only, and keeps comments', () => {
  const written = releasedRecipe(RECIPE_TEXT, '2026-11-24').split('\n')
  const added = written.filter((line) => !RECIPE_TEXT.split('\n').includes(line))
  expect(added).toEqual(['source: {kind: csv, path: "discharges.csv"}   # the ministry\'s file', '  date: 2026-11-24'])
  expect(written).toContain('  version: 1.0.0   # first')
})

test.each([
  ['a date that is there stays', 'release:\n  version: 1.0.0\n  date: 2020-01-01\n', 'release:\n  version: 1.0.0\n  date: 2020-01-01\n'],
  ['in braces', 'release: {version: 1.0.0}\n', 'release: {date: 2026-11-24, version: 1.0.0}\n'],
  ['in JSON', '{"release": {"version": "1.0.0"}}', '{"release": {"date": "2026-11-24", "version": "1.0.0"}}'],
  ['a list of addresses', 'source:\n  path:\n    - https://kim:pw@host/a.csv?token=1 # first\n    - b.csv\n', 'source:\n  path:\n    - "https://host/a.csv" # first\n    - b.csv\n'],
  ['a hierarchy of this machine', 'hierarchy: {file: "C:\\\\Users\\\\kim\\\\icd.csv"}\n', 'hierarchy: {file: "icd.csv"}\n'],
  ['a home page with a password loses it and the query', 'url: https://kim:pw@host/a?id=1\n', 'url: "https://host/a"\n'],
  ['a comment of yesterday', '# path: https://kim:pw@host/a.csv?token=1\n# or /home/kim/a.csv, C:\\Users\\kim\\b.csv\nurl: https://host/a?id=1 # and/or, 1/2, see https://host/a/b\n', '# path: https://host/a.csv\n# or a.csv, b.csv\nurl: https://host/a?id=1 # and/or, 1/2, see https://host/a/b\n'],
  ['a number sign in a value', 'pattern: "/a/b/c # /home/kim/x"\nother: \'a # /home/kim/x\'\n', 'pattern: "/a/b/c # /home/kim/x"\nother: \'a # /home/kim/x\'\n'],
])('%s', (_, text, written) => expect(releasedRecipe(text, '2026-11-24')).toBe(written))

test.each([
  ['what was chosen is written where the author left it out', 'privacy:\n  models: [k-anonymity: 5]   # five\n', 'privacy:\n  recoding: strict-local\n  models: [k-anonymity: 5]   # five\n'],
  ['in braces', 'privacy: {models: []}\n', 'privacy: {recoding: strict-local, models: []}\n'],
  ['in JSON', '{"privacy": {"models": []}}', '{"privacy": {"recoding": "strict-local", "models": []}}'],
  ['the author\'s own word stays', 'privacy: {models: [], recoding: global}\n', 'privacy: {models: [], recoding: global}\n'],
  ['a part that stands elsewhere', 'x: &x {models: []}\nprivacy: *x\n', 'x: &x { models: [] }\nprivacy:\n  models: []\n  recoding: strict-local\n'],
  ['no promise', 'release: {date: 2020-01-01}\n', 'release: {date: 2020-01-01}\n'],
])('the recoding: %s', (_, text, written) => expect(releasedRecipe(text, '2026-11-24', 'strict-local')).toBe(written))

test.each([
  ['data/a.csv', 'data/a.csv'], ['../a.csv', '../a.csv'], ['/srv/secret/a.csv', 'a.csv'], ['~/a.csv', 'a.csv'], ['file:///srv/a.csv', 'a.csv'], ['\\\\server\\share\\a.csv', 'a.csv'], ['c:/x/*.csv', '*.csv'],
  ['https://u:p@host:8080/a/b.csv?key=1#x', 'https://host:8080/a/b.csv'], ['s3://key:secret@bucket/a.csv', 's3://bucket/a.csv'], ['https://host?key=a@b', 'https://host'],
])('publicPath() of %j is %j', (path, shown) => expect(publicPath(path)).toBe(shown))

test('releasedRecipe() means the same as before, but for the date and the path, for any texts', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.constantFrom('', '  # note', ' #: x'), (title, name, comment) => {
    const text = `dataset: {title: ${JSON.stringify(title)}}${comment}\ncolumns:\n  ${JSON.stringify(name)}: {role: plain}\nsource: {path: '/a/b.csv'}\nrelease:\n    version: 1.0.0${comment}\n`
    const before: unknown = parse(text)
    const after: unknown = parse(releasedRecipe(text, '2026-11-24'))
    expect(after).toEqual(Object.assign({}, before, { source: { path: 'b.csv' }, release: { date: '2026-11-24', version: '1.0.0' } }))
  }))
})
