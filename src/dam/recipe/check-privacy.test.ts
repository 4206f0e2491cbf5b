import { expect, test } from 'vitest'
import { checkPrivacy, columnsOfPrivacy } from './check-privacy.ts'
import { parseRecipe } from './load-recipe.ts'

const head = 'datadam: 1\ndataset: {name: a/b, title: T, licence: CC0-1.0, language: [en]}\nsource: {kind: csv, path: a.csv}\nrelease: {version: 1.0.0}\n'
const columns = 'columns: {age: {role: quasi-identifier}, id: {role: identifier}, s: {role: sensitive}, h: {role: plain, hierarchy: {prefix: [2]}}, moved: {role: sensitive, do: shuffle}, blurred: {role: sensitive, do: {noise: {kind: laplace, epsilon: 1, sensitivity: 1}}}, tokens: {role: sensitive, do: tokenise}, gone: {role: sensitive, do: drop}}\n'

function told(words: string, more = ''): string[] {
  const sentences: string[] = []
  checkPrivacy(parseRecipe(`${head}${columns}privacy: ${words}\n${more}`, { file: 'recipe.yaml' }).recipe, (path, sentence) => sentences.push(`${path.slice(1).join('.')}: ${sentence}`))
  return sentences
}
const distinct = (column: string) => `{models: [{l-diversity: {column: ${column}, kind: distinct, l: 2}}]}`
const close = (column: string, distance: string) => `{models: [{t-closeness: {column: ${column}, t: 0.2, distance: ${distance}}}]}`

test.each([
  ['{models: [{k-anonymity: 5}, {average-risk: 0.1}, {sample-uniques: none}]}'],
  ['{models: [{l-diversity: {column: s, kind: distinct, l: 2}}, {l-diversity: {column: s, kind: entropy, l: 2}}, {l-diversity: {column: h, kind: distinct, l: 2}}, {t-closeness: {column: s, t: 0.2}}, {t-closeness: {column: s, t: 0.3, distance: ordered}}]}'],
  [close('h', 'hierarchical')],
  ['{models: [{delta-presence: {at-most: 0.5}}], population: 100}', 'sample: {share: 0.5}\n'],
  ['{models: [{k-anonymity: 5}], person: id, population: 10, suppression: {parity: {by: [s, age], at-most: 2}}}', 'plan: {rows: {at-least: 100}}\n'],
])('checkPrivacy() finds nothing wrong with %s', (words, more = '') => {
  expect(told(words, more)).toEqual([])
})

test.each([
  ['{models: [{k-anonymity: 5}, {k-anonymity: 6}]}', /^models\.1: k-anonymity is given twice; keep the stricter one/],
  ['{models: [{average-risk: 0.1}, {average-risk: 0.1}]}', /^models\.1: average-risk is given twice/],
  ['{models: [{l-diversity: {column: s, kind: distinct, l: 2}}, {l-diversity: {column: s, kind: distinct, l: 3}}]}', /^models\.1: l-diversity \(distinct\) of "s" is given twice/],
  [distinct('age'), /^models\.0\.l-diversity\.column: "age" has the role quasi-identifier.* name a column of role sensitive/],
  [distinct('id'), /has the role identifier/],
  [distinct('gone'), /"gone" is dropped, so nobody learns it/],
  [distinct('moved'), /"moved" has the treatment shuffle, after which a class does not hold its own values/],
  [close('blurred', 'equal'), /^models\.0\.t-closeness\.column: "blurred" has the treatment noise/],
  [close('s', 'hierarchical'), /^models\.0\.t-closeness\.distance: hierarchical needs a hierarchy on "s"/],
  [close('tokens', 'ordered'), /distance: ordered needs values with an order, and tokenise leaves none on "tokens"/],
  ['{models: [{delta-presence: {at-most: 0.5}}]}', /^models\.0\.delta-presence: compares the release with the whole delivery.* add sample/],
  ['{models: [{k-anonymity: 5}], population: 4}', /^population: 4 persons cannot hold a class of 5/],
  ['{models: [{k-anonymity: 5}], suppression: {parity: {by: [id], at-most: 2}}}', /^suppression\.parity\.by\.0: "id" is an identifier, so every person would be a group/],
])('checkPrivacy() says what is wrong with %s', (words, sentence) => {
  expect(told(words)).toEqual([expect.stringMatching(sentence)])
})

test('checkPrivacy() compares the population with the plan, where rows are persons', () => {
  expect(told('{models: [{k-anonymity: 5}], population: 99}', 'plan: {rows: {at-least: 100}}\n')).toEqual([expect.stringMatching(/^population: 99 persons are fewer than the 100 rows of the plan/)])
  expect(told('{models: [{delta-presence: {at-least: 0.6, at-most: 0.5}}]}', 'sample: {share: 0.5}\n')).toEqual([expect.stringMatching(/at-least 0.6 is more than at-most 0.5; exchange the two/)])
})

test('columnsOfPrivacy() names every column with its place', () => {
  const { recipe } = parseRecipe(`${head}${columns}privacy: {models: [{k-anonymity: 5}, {t-closeness: {column: s, t: 0.2}}], person: id, suppression: {parity: {by: [a, b], at-most: 2}}}\n`, { file: 'r' })
  expect(columnsOfPrivacy(recipe).flat().map(({ column, path }) => `${path.join('.')}: ${column}`)).toEqual([
    'privacy.person: id', 'privacy.suppression.parity.by.0: a', 'privacy.suppression.parity.by.1: b', 'privacy.models.1.t-closeness.column: s',
  ])
  const { privacy: _privacy, ...unpromised } = recipe
  expect(columnsOfPrivacy(unpromised)).toEqual([])
})
