import { expect, test } from 'vitest'
import { checkFairness, columnsOfFairness } from './check-fairness.ts'
import { parseRecipe } from './load-recipe.ts'

const head = 'datadam: 1\ndataset: {name: a/b, title: T, licence: CC0-1.0, language: [en]}\nsource: {kind: csv, path: a.csv}\nrelease: {version: 1.0.0}\ncolumns: {hired: {role: plain}, sex: {role: plain}, age: {role: plain, do: shuffle}, town: {role: plain, do: drop}, id: {role: identifier}, said: {role: plain}, pay: {role: sensitive, hierarchy: {intervals: [10]}, do: {generalise: 1}}}\n'
const read = (words: string) => parseRecipe(`${head}fairness: ${words}\n`, { file: 'recipe.yaml' }).recipe

function told(words: string): string[] {
  const sentences: string[] = []
  checkFairness(read(words), (path, sentence) => sentences.push(`${path.slice(1).join('.')}: ${sentence}`))
  return sentences
}

test.each([
  '{label: hired, favourable: yes, groups: [sex, town, age]}', '{label: hired, favourable: {at-least: 1}, groups: [sex], weights: true}', '{label: hired, favourable: yes, groups: [sex], prediction: {column: said, score: age}}',
])('checkFairness() finds nothing wrong with %s', (words) => {
  expect(told(words)).toEqual([])
})

test.each([
  ['{label: hired, favourable: yes, groups: [sex, hired]}', /^label: "hired" is also one of the groups/],
  ['{label: id, favourable: yes, groups: [sex]}', /^label: "id" is an identifier/],
  ['{label: hired, favourable: yes, groups: [id]}', /^groups\.0: "id" is an identifier, so every person would be a group/],
  ['{label: hired, favourable: yes, groups: [sex], prediction: {column: hired}}', /^prediction\.column: is the label itself/],
  ['{label: hired, favourable: yes, groups: [sex], prediction: {column: sex}}', /^prediction\.column: "sex" is also one of the groups/],
  ['{label: hired, favourable: yes, groups: [sex, town], weights: true}', /^weights: weights follow from released cells, and "town" is dropped/],
  ['{label: hired, favourable: yes, groups: [age], weights: true}', /^weights: .* "age" is shuffled among the rows/],
  ['{label: pay, favourable: {at-least: 10}, groups: [sex], weights: true}', /^weights: .* generalise makes texts of "pay", of which none lies in a range/],
])('checkFairness() says what is wrong with %s', (words, sentence) => {
  expect(told(words)).toEqual([expect.stringMatching(sentence)])
})

test('columnsOfFairness() names every column with its place', () => {
  const recipe = read('{label: hired, favourable: yes, groups: [sex, age], prediction: {column: said, score: town}}')
  expect(columnsOfFairness(recipe).flat().map(({ column, path }) => `${path.join('.')}: ${column}`)).toEqual([
    'fairness.label: hired', 'fairness.groups.0: sex', 'fairness.groups.1: age', 'fairness.prediction.column: said', 'fairness.prediction.score: town',
  ])
  const { fairness: _fairness, ...unasked } = recipe
  expect(columnsOfFairness(unasked)).toEqual([])
})
