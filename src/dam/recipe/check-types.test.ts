import { expect, test } from 'vitest'
import type { ValueType } from '#dam/dataset/table.ts'
import { checkTypes } from './check-types.ts'
import { parseRecipe } from './load-recipe.ts'

const head = 'datadam: 1\ndataset: {name: a/b, title: T, licence: CC0-1.0, language: [en]}\nsource: {kind: csv, path: a.csv}\nrelease: {version: 1.0.0}\n'

function told(column: string, type: ValueType, rule?: string, more = ''): string[] {
  const sentences: string[] = []
  const { recipe } = parseRecipe(`${head}columns: {a: ${column}}\n${rule === undefined ? '' : `quality: [${rule}]\n`}${more}`, { file: 'recipe.yaml' })
  checkTypes(recipe, new Map([['a', type]]), (path, sentence) => sentences.push(`${path.join('.')}: ${sentence}`))
  return sentences
}

const sound: [string, ValueType, string?][] = [
  ['{role: quasi-identifier, hierarchy: {intervals: [5]}}', 'integer'], ['{role: quasi-identifier, hierarchy: {intervals: [5]}}', 'decimal'], ['{role: quasi-identifier, hierarchy: {date: [year]}}', 'timestamp'],
  ['{role: plain, do: {round: 5}}', 'decimal'], ['{role: plain, do: {mask: {first: 1}}}', 'integer'], ['{role: quasi-identifier, hierarchy: {prefix: [1]}}', 'date'],
  ['{role: plain}', 'date', '{freshness: {column: a, within-days: 3}}'], ['{role: plain}', 'date', '{in-range: {column: a, max: 2020-01-01}}'], ['{role: plain}', 'integer', '{in-range: {column: a, min: 0}}'], ['{role: plain}', 'text', '{in-range: {column: elsewhere, min: 0}}'],
]
test.each(sound)('checkTypes() finds nothing wrong with %s on %s', (...request) => {
  expect(told(...request)).toEqual([])
})

const wrong: [string, ValueType, string | undefined, RegExp][] = [
  ['{role: quasi-identifier, hierarchy: {intervals: [5]}}', 'text', undefined, /^columns\.a\.hierarchy: intervals need numbers, and the values are text/],
  ['{role: quasi-identifier, hierarchy: {intervals: [5]}}', 'date', undefined, /such as \{date: \[month, year\]\}/],
  ['{role: quasi-identifier, hierarchy: {date: [year]}}', 'integer', undefined, /^columns\.a\.hierarchy: date steps need dates, and the values are whole numbers/],
  ['{role: plain, do: [{round: 5}, {top-code: 3}]}', 'text', undefined, /^columns\.a\.do\.0: round needs numbers/],
  ['{role: plain, do: {bottom-code: 5}}', 'date', undefined, /^columns\.a\.do: bottom-code needs numbers, and the values are dates/],
  ['{role: plain, do: {noise: {kind: laplace, epsilon: 1, sensitivity: 1}}}', 'text', undefined, /^columns\.a\.do: noise needs numbers, and the values are text/],
  ['{role: plain, do: [{microaggregate: 5}]}', 'date', undefined, /^columns\.a\.do\.0: microaggregate needs numbers, and the values are dates/],
  ['{role: plain}', 'text', '{freshness: {column: a, within-days: 3}}', /^quality\.0\.freshness\.column: freshness needs dates/],
  ['{role: plain}', 'integer', '{in-range: {column: a, max: 2020-01-01}}', /the bounds are dates, and the values of "a" are whole numbers/],
  ['{role: plain}', 'date', '{in-range: {column: a, min: 0}}', /the bounds are numbers, and the values of "a" are dates/],
]
test.each(wrong)('checkTypes() says what is wrong with %s on %s %s', (column, type, rule, sentence) => {
  expect(told(column, type, rule)[0]).toMatch(sentence)
})

const ordered = 'privacy: {models: [{t-closeness: {column: a, t: 0.2, distance: ordered}}]}\n'
const fair = (words: string) => `fairness: {label: a, groups: [g], ${words}}\n`
const asked: [ValueType, string, string[]][] = [
  ['text', ordered, []], ['date', ordered, []], ['integer', fair('favourable: {at-least: 3}'), []], ['text', fair('favourable: yes'), []],
  ['boolean', ordered, ['privacy.models.0.t-closeness.distance: ordered needs numbers, dates or text with an order, and the values of "a" are true or false; write distance: equal.']],
  ['text', fair('favourable: {at-most: 3}'), ['fairness.favourable: a bound needs numbers, and the values of "a" are text; write the favourable value itself.']],
  ['text', fair('favourable: x, prediction: {column: a, favourable: {at-least: 1}, score: a}'), [
    'fairness.prediction.favourable: a bound needs numbers, and the values of "a" are text; write the favourable value itself.',
    'fairness.prediction.score: a score is a number, and the values of "a" are text; name another column, or leave it out.',
  ]],
]
test.each(asked)('checkTypes() of a column of %s, with %s', (type, more, sentences) => {
  expect(told('{role: sensitive}', type, undefined, more)).toEqual(sentences)
})
