import { expect, test } from 'vitest'
import { checkColumns, stepName } from './check-columns.ts'
import { parseRecipe } from './load-recipe.ts'

const head = 'datadam: 1\ndataset: {name: a/b, title: T, licence: CC0-1.0, language: [en]}\nsource: {kind: csv, path: a.csv}\nrelease: {version: 1.0.0}\n'

function told(column: string): string[] {
  const sentences: string[] = []
  checkColumns(parseRecipe(`${head}columns: {a: ${column}}\n`, { file: 'recipe.yaml' }).recipe, (path, sentence) => sentences.push(`${path.slice(2).join('.')}: ${sentence}`))
  return sentences
}

test.each([
  '{role: identifier}', '{role: identifier, do: pseudonym}', '{role: identifier, do: {mask: {first: 1}}}', '{role: text}', '{role: text, do: keep, accept-risk: codes only}',
  '{role: quasi-identifier}', '{role: quasi-identifier, do: drop}', '{role: quasi-identifier, do: [{top-code: 90}, {bottom-code: 10}, {round: 5}, generalise], hierarchy: {intervals: [5, 10]}, levels: {at-least: 1, at-most: 3}}',
  '{role: quasi-identifier, do: {generalise: 1}}', '{role: quasi-identifier, do: [{mask: {first: 2}}, generalise], hierarchy: {prefix: [1, 0]}}',
  '{role: plain, do: {generalise: 2}, hierarchy: {prefix: [3, 2, 0]}}', '{role: sensitive, do: [{round: 10}, {top-code: 1000}]}', '{role: plain, type: date, format: "%Y.%m.%d", misfit: "null"}', '{role: plain, do: {mask: {last: 4}}}',
  '{role: identifier, do: hash}', '{role: identifier, do: tokenise}', '{role: sensitive, do: [{round: 10}, shuffle]}', '{role: plain, do: [tokenise, shuffle]}', '{role: sensitive, do: [{top-code: 90}, {microaggregate: 5}]}',
  '{role: plain, do: {noise: {kind: laplace, epsilon: 1, sensitivity: 10}}}', '{role: quasi-identifier, weight: 2.5, hierarchy: {frequency: [20, 5]}, levels: {at-most: 3}}',
])('checkColumns() finds nothing wrong with %s', (column) => {
  expect(told(column)).toEqual([])
})

test.each([
  ['{role: identifier, do: keep}', /^do: a column of role identifier cannot have the treatment keep; it may be dropped, masked, hashed, tokenised or become a pseudonym/],
  ['{role: identifier, do: {round: 5}}', /cannot have the treatment round/],
  ['{role: identifier, do: shuffle}', /cannot have the treatment shuffle; it may be dropped/],
  ['{role: quasi-identifier, do: shuffle}', /cannot have the treatment shuffle, because the promise counts true combinations; it is generalised/],
  ['{role: quasi-identifier, do: {microaggregate: 5}}', /cannot have the treatment microaggregate, because the promise counts/],
  ['{role: quasi-identifier, do: hash}', /cannot have the treatment hash; it is generalised/],
  ['{role: plain, do: [shuffle, {round: 5}]}', /^do\.0: shuffle is the last step, since round after it would undo/],
  ['{role: plain, do: [{microaggregate: 5}, shuffle]}', /^do\.0: microaggregate is the last step.* with no other of shuffle, noise, microaggregate/],
  ['{role: plain, do: [{noise: {kind: laplace, epsilon: 1, sensitivity: 1}}, {round: 1}]}', /^do\.0: noise is the last step/],
  ['{role: plain, do: [{bottom-code: 10}, {top-code: 90}, {noise: {kind: laplace, epsilon: 1, sensitivity: 10}}]}', /^do\.2\.noise\.sensitivity: 10 is less than the range from bottom-code 10 to top-code 90.* write 80/],
  ['{role: plain, do: [hash, {microaggregate: 5}]}', /^do\.1: microaggregate needs numbers, and hash before it makes text of them/],
  ['{role: plain, do: [{mask: {}}, {round: 5}]}', /^do\.1: round needs numbers, and mask/],
  ['{role: plain, do: [tokenise, {generalise: 1}], hierarchy: {date: [year]}}', /^hierarchy: works on numbers or dates, and tokenise makes text/],
  ['{role: plain, weight: 2}', /^weight: says how much a loss in a quasi-identifier counts/],
  ['{role: quasi-identifier, do: drop, weight: 2}', /^weight: says how much/],
  ['{role: quasi-identifier, hierarchy: {frequency: [5, 20]}}', /^hierarchy\.frequency\.1: 20 most frequent values are not fewer than 5 before/],
  ['{role: text, do: keep}', /^do: free text may name persons; write do: drop/],
  ['{role: text, do: pseudonym}', /free text can be dropped for now/],
  ['{role: quasi-identifier, do: keep}', /^do: a column of role quasi-identifier cannot have the treatment keep/],
  ['{role: quasi-identifier, do: {round: 5}}', /put generalise at the end/],
  ['{role: quasi-identifier, do: [generalise, {round: 5}]}', /^do\.0: generalise is the last step/],
  ['{role: plain, do: generalise}', /searched for quasi-identifiers only/],
  ['{role: plain, do: {generalise: 1}}', /^do: needs a hierarchy/],
  ['{role: plain, do: {generalise: 4}, hierarchy: {prefix: [3, 2, 0]}}', /level 4 is beyond the last, which is 3/],
  ['{role: quasi-identifier, do: {generalise: 1}, levels: {at-most: 1}}', /^levels: limits a search/],
  ['{role: plain, do: [drop, {round: 5}]}', /^do\.0: drop stands alone/],
  ['{role: plain, do: [{round: 5}, {round: 10}]}', /^do\.1: round is in the list twice/],
  ['{role: plain, do: [{top-code: 5}, {bottom-code: 10}]}', /bottom-code 10 is above top-code 5/],
  ['{role: plain, hierarchy: {prefix: [1]}}', /^hierarchy: is not used/],
  ['{role: quasi-identifier, do: drop, hierarchy: {prefix: [1]}}', /^hierarchy: is not used/],
  ['{role: plain, levels: {at-most: 1}}', /^levels: is for quasi-identifiers/],
  ['{role: quasi-identifier, levels: {at-least: 1, at-most: 0}}', /^levels\.at-least: at-least 1 is more than at-most 0/],
  ['{role: quasi-identifier, levels: {at-most: 2}}', /^levels\.at-most: level 2 is beyond the last, which is 1/],
  ['{role: quasi-identifier, hierarchy: {intervals: [5, 7]}}', /^hierarchy\.intervals\.1: 7 is not a multiple/],
  ['{role: quasi-identifier, do: [{mask: {}}, generalise], hierarchy: {intervals: [5]}}', /^hierarchy: works on numbers or dates, and mask makes text/],
  ['{role: plain, type: integer, format: "%Y"}', /^format: is for dates, and the type is integer/],
  ['{role: plain, misfit: text}', /^misfit: says what happens/],
])('checkColumns() says what is wrong with %s', (column, sentence) => {
  expect(told(column)).toEqual([expect.stringMatching(sentence)])
})

test('checkColumns() lets a hierarchy stand where t-closeness measures along it', () => {
  const check = (distance: string) => {
    const sentences: string[] = []
    const { recipe } = parseRecipe(`${head}columns: {a: {role: quasi-identifier}, s: {role: sensitive, hierarchy: {prefix: [2, 1]}}}\nprivacy: {models: [{t-closeness: {column: s, t: 0.2, distance: ${distance}}}]}\n`, { file: 'r' })
    checkColumns(recipe, (_, sentence) => sentences.push(sentence))
    return sentences
  }
  expect(check('hierarchical')).toEqual([])
  expect(check('equal')).toEqual([expect.stringMatching(/^is not used: .* no t-closeness measures along it/)])
})

test('checkColumns() asks for at least one column', () => {
  const sentences: string[] = []
  checkColumns(parseRecipe(`${head}columns: {}\n`, { file: 'r' }).recipe, (_, sentence) => sentences.push(sentence))
  expect(sentences).toEqual([expect.stringMatching(/^names no column/)])
})

test('stepName() is the word of a step', () => {
  expect([stepName('drop'), stepName({ 'top-code': 5 }), stepName({ generalise: 1 })]).toEqual(['drop', 'top-code', 'generalise'])
})
