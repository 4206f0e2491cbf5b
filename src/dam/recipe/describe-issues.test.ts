import { expect, test } from 'vitest'
import { checkAgainst } from './describe-issues.ts'
import { Hierarchy } from './hierarchy.ts'
import { QualityRule } from './quality-rule.ts'
import { LanguageText, Operation, Recipe } from './recipe.ts'

const sound = { datadam: 1, dataset: { name: 'a/b', title: 'T', licence: 'CC0-1.0', language: ['en'] }, source: { kind: 'csv', path: 'a.csv' }, columns: {}, release: { version: '1.0.0' } }

function told(schema: Parameters<typeof checkAgainst>[0], data: unknown): string[] {
  const checked = checkAgainst(schema, data)
  return 'findings' in checked ? checked.findings.map(({ path, sentence }) => `${path.join('.')}: ${sentence}`) : []
}

test('checkAgainst() gives back what fits, with what was left out filled in', () => {
  const checked = checkAgainst(Recipe, sound)
  expect('value' in checked && checked.value.release).toEqual({ version: '1.0.0', format: 'parquet', access: 'open', seed: 1, 'rows-per-file': 5_000_000 })
})

test.each([
  [{ intervals: 5 }, ['intervals: 5 does not fit here; write a list: [a, b].']],
  [{ intervals: [0], form: 3 }, ['intervals.0: is too small; write more than 0.', 'form: is not a known key. Did you mean from?']],
  [{ interval: [5] }, [expect.stringMatching(/^: is a mapping of another form; write \{file: .*Did you mean intervals\?$/)]],
  [{ intervals: [5], prefix: [1] }, ['prefix: does not go together with the key beside it; keep one of them.']],
  [{ date: ['year', 'decade'] }, [expect.stringMatching(/^date\.1: "decade" is not known here; write one of day, month/)]],
  [{ date: ['yaer'] }, [expect.stringMatching(/Did you mean year\?$/)]],
  [{ tree: { a: 3, b: { c: [] } } }, ['tree.a: 3 does not fit here; write a list of values, or narrower names with lists.', 'tree.b.c: is empty; write at least one entry.']],
  [[1], [expect.stringMatching(/^: is a list; write \{file/)]],
])('checkAgainst() explains the hierarchy %j', (data, sentences) => {
  expect(told(Hierarchy, data)).toEqual(sentences)
})

test.each([
  ['dropp', /^: "dropp" is not known here; write keep, drop, .*Did you mean drop\?$/],
  ['mask', /^: "mask" is not known here; write keep, .*\{mask: \{first: 1\}\}/],
  ['replace', /^: "replace" is not available in this version of datadam: free text can be dropped for now/],
  [{ mask: { frist: 1 } }, /^mask\.frist: is not a known key\. Did you mean first\?$/],
  [{ top_code: 3 }, /Did you mean top-code\?$/],
  [{ noise: { kind: 'laplac' } }, /^noise\.kind: .*laplac/],
  [{ noise: { kind: 'gaussian', epsilon: 2, delta: 0.001, sensitivity: 1 } }, /^noise\.epsilon: is too large; write at most 1\.$/],
  [{ microaggregate: 1 }, /^microaggregate: is too small; write at least 2\.$/],
  [{ generalise: 'x' }, /^generalise: is a text; write a number\.$/],
  [3, /^: 3 does not fit here; write keep/],
])('checkAgainst() explains the operation %j', (data, sentence) => {
  expect(told(Operation, data)).toEqual([expect.stringMatching(sentence)])
})

test.each([
  [{ uniqe: 'a' }, /Did you mean unique\?$/],
  [{ unique: 3 }, /^unique: 3 does not fit here; write a column, or a list of columns\.$/],
  [{ 'in-range': { colum: 'a' } }, /^in-range\.colum: is not a known key\. Did you mean column\?$/],
  [{ unique: 'a', 'not-null': 'b' }, /^not-null: does not go together/],
  [{ unique: 'a', mostli: 1 }, /^mostli: is not a known key\. Did you mean mostly\?$/],
  [{ freshness: { column: 'a', 'within-days': 3, 'as-of': '3.4.2020' } }, /^freshness\.as-of: has the wrong form; write a day as 2026-01-31\.$/],
])('checkAgainst() explains the quality rule %j', (data, sentence) => {
  expect(told(QualityRule, data)).toEqual([expect.stringMatching(sentence)])
})

test('checkAgainst() explains a text by language', () => {
  expect(told(LanguageText, { kr: 'x', en: 'y' })).toEqual(['kr: is not a known key. Did you mean ko?'])
  expect(told(LanguageText, 3)).toEqual([expect.stringMatching(/^: 3 does not fit here; write a text, or texts by language/)])
})

test.each([
  [{ ...sound, video: {} }, 'video: is not available in this version of datadam; leave it out for now.'],
  [{ ...sound, source: { kind: 'video', path: 'a' } }, 'source.kind: "video" is not available in this version of datadam; leave it out for now.'],
  [{ ...sound, privacy: { models: [{ 'k-map': 5 }] } }, 'privacy.models.0.k-map: is not available in this version of datadam; leave it out for now.'],
  [{ ...sound, columns: { a: { role: 'text', find: 'all' } } }, 'columns.a.find: is not available in this version of datadam; leave it out for now.'],
])('checkAgainst() says of words of later versions that they are such', (data, sentence) => {
  expect(told(Recipe, data)).toEqual([sentence])
})

test('checkAgainst() says once that a misspelt key is missing', () => {
  expect(told(Recipe, { ...sound, columns: { a: { rol: 'plain' } } })).toEqual(['columns.a.rol: is not a known key. Did you mean role?'])
})

test('checkAgainst() tells of everything at once', () => {
  expect(told(Recipe, { ...sound, dataset: { ...sound.dataset, name: 'A B', licence: '', language: ['english!'] }, release: { version: 1 }, sample: { share: 0 }, source: { kind: 'csv', path: [], delimiter: 'ab', 'missing-values': [1] } })).toEqual([
    'dataset.name: has the wrong form; write publisher/data-set in small letters, digits and hyphens, such as city-health/discharges.',
    'dataset.licence: is empty; write at least one character.',
    'dataset.language.0: has the wrong form; write language codes, such as ko or en.',
    'source.path: is empty; write at least one entry.',
    'source.delimiter: is too long; write 1 character.',
    'source.missing-values.0: is a number; write it in quotes if it is meant as text.',
    'sample.share: is too small; write more than 0.',
    'release.version: is a number; write it in quotes if it is meant as text. Semantic version; a version is never written twice.',
  ])
})
