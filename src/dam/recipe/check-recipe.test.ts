import { expect, test } from 'vitest'
import type { Column } from '#dam/dataset/table.ts'
import { checkAgainstTable, checkRecipe } from './check-recipe.ts'
import { parseRecipe } from './load-recipe.ts'

const top = 'datadam: 1\ndataset: {name: a/b, title: T, licence: CC0-1.0, language: [en]}\nrelease: {version: 1.0.0}\n'
const source = 'source: {kind: csv, path: a.csv}\n'
const columns = 'columns:\n  age: {role: quasi-identifier}\n  sex: {role: plain}\nprivacy: {models: [{k-anonymity: 5}]}\n'
const load = (text: string) => parseRecipe(text, { file: 'recipe.yaml' })
const check = (text: string) => () => checkRecipe(load(text))

test('checkRecipe() returns when all is well', () => {
  expect(check(`${top}${source}${columns}quality: [{unique: [age, sex]}]\nplan: {rows: {at-least: 1, at-most: 2}, cells: {by: [sex], target: {shares: [{cell: {sex: F}, share: 0.5}, {cell: {sex: M}, share: 0.5}]}, tolerance: 0.1}}\nsample: {share: 0.5, stratify: [sex]}\n`)()).toBeUndefined()
})

test.each([
  [`${source}columns: {a: {role: quasi-identifier}}`, 'recipe.yaml:5:21  columns.a.role: is quasi-identifier, and the recipe promises no privacy; add privacy'],
  [`${source}columns: {a: {role: plain}}\nprivacy: {models: [{k-anonymity: 5}]}`, 'recipe.yaml:6:1  privacy: promises privacy, and no column that stays is a quasi-identifier'],
  [`${source}columns: {a: {role: quasi-identifier, do: drop}}\nprivacy: {models: [{k-anonymity: 5}]}`, 'no column that stays'],
  [`${source}columns: {a: {role: quasi-identifier}}\nprivacy: {models: [{k-anonymity: 5}, {k-anonymity: 6}]}`, 'recipe.yaml:6:38  privacy.models[1]'],
  [`${source}columns: {sex: {role: quasi-identifier}}\nprivacy: {models: [{k-anonymity: 5}], person: sec}`, 'recipe.yaml:6:47  privacy.person: "sec" is not one of the columns of this recipe. Did you mean sex?'],
  [`${source}columns: {sex: {role: quasi-identifier}}\nprivacy: {models: [{l-diversity: {column: sec, kind: distinct, l: 2}}], suppression: {parity: {by: [sex, sex], at-most: 2}}}`, 'privacy.models[0].l-diversity.column: "sec" is not one of the columns of this recipe. Did you mean sex?'],
  [`${source}columns: {sex: {role: quasi-identifier}}\nprivacy: {models: [{k-anonymity: 2}], suppression: {parity: {by: [sex, sex], at-most: 2}}}`, 'parity.by[1]: "sex" is in the list twice'],
  [`${source}${columns}fairness: {label: hired, favourable: 01, groups: [sex]}`, 'fairness.label: "hired" is not one of the columns'],
  [`${source}${columns}fairness: {label: age, favourable: 01, groups: [sex]}`, "fairness.favourable: 01 is read as the number 1; write '01' in quotes"],
  [`${source}${columns}sample: {share: 0.5, stratify: [sex, sex]}`, 'sample.stratify[1]: "sex" is in the list twice'],
  [`${source}${columns}quality:\n  - in-range: {column: aeg, min: 0}`, 'recipe.yaml:10:24  quality[0].in-range.column: "aeg" is not one of the columns of this recipe. Did you mean age?'],
  [`${source}${columns}quality:\n  - not-null: [age, constructor]`, 'quality[0].not-null[1]: "constructor" is not one of the columns'],
  [`${source}${columns}quality:\n  - matches: {column: age, pattern: '('}`, 'recipe.yaml:10:37  quality[0].matches.pattern: is not a regular expression'],
  [`${source}${columns}plan: {rows: {at-least: 3, at-most: 2}}`, 'plan.rows.at-least: at-least 3 is more than at-most 2'],
  [`${source}${columns}plan: {cells: {by: [six], target: {equal: true}, tolerance: 0}}`, 'plan.cells.by[0]: "six" is not one of the columns'],
  [`${source}${columns}plan: {cells: {by: [sex, age], target: {shares: [{cell: {sex: F, ages: x}, share: 0.5}]}, tolerance: 0}}`, 'cell.ages: is not one of the columns in `by`. Did you mean age?'],
  [`${source}${columns}plan: {cells: {by: [sex], target: {shares: [{cell: {sex: F}, share: 0.5}, {cell: {sex: F}, share: 0.5}]}, tolerance: 0}}`, 'shares[1].cell: is given twice'],
  [`${source}${columns}plan: {cells: {by: [sex], target: {shares: [{cell: {sex: F}, share: 0.7}, {cell: {sex: M}, share: 0.5}]}, tolerance: 0}}`, 'the shares add up to 1.2'],
  [`source: {kind: csv, path: [a.csv, b.csv], sha256: ${'a'.repeat(64)}}\n${columns}`, 'source.sha256: is the hash of one file'],
  [`source: {kind: parquet, path: a, delimiter: ';', sheet: x}\n${columns}`, 'source.sheet: means nothing for parquet; it is for xlsx'],
  [`source: {kind: csv, path: a, delimiter: ';', quote: ';'}\n${columns}`, 'source.quote: is the same as `delimiter`'],
  [`${source}columns: {a: {role: quasi-identifier, hierarchy: {tree: {x: [01, 2]}}}}\nprivacy: {models: [{k-anonymity: 5}]}`, "hierarchy.tree.x[0]: 01 is read as the number 1; write '01' in quotes if it is a code, 1 if it is a number."],
  [`${source}${columns}quality: [{in-set: {column: sex, values: [1, 1.0]}}]`, 'in-set.values[1]: 1.0 is read as the number 1'],
])('checkRecipe() says what is wrong: %#', (text, sentence) => {
  expect(check(top + text)).toThrow(expect.objectContaining({ code: 'bad-recipe', message: expect.stringContaining(sentence) }))
})

const column = (name: string, type: Column['type'] = 'text'): Column => ({ name, type, stored: 'text' })
const against = (text: string, ...found: Column[]) => () => checkAgainstTable(load(top + source + text), found)

test('checkAgainstTable() returns when recipe and data have the same columns', () => {
  expect(against('columns: {b: {role: plain}, a: {role: plain}, __proto__: {role: plain}}', column('__proto__'), column('a'), column('b'))()).toBeUndefined()
})

test('checkAgainstTable() names the columns that only one side has', () => {
  expect(against('columns:\n  ages: {role: plain}\n  sex: {role: plain}', column('age'), column('sex'), column('"; drop table'))).toThrow(expect.objectContaining({
    code: 'bad-recipe',
    message: 'recipe.yaml:5:1  columns: the data has a column "age" without an entry; add one, such as age: {role: plain}.\n'
      + 'recipe.yaml:5:1  columns: the data has a column "\\"; drop table" without an entry; add one, such as \'"; drop table\': {role: plain}.\n'
      + 'recipe.yaml:6:3  columns.ages: is not a column of the data; remove the entry, or spell it as in the data. Did you mean age?',
  }))
})

test('checkAgainstTable() says when nothing would be released', () => {
  expect(against('columns: {a: {role: identifier}, b: {role: text}}', column('a'), column('b'))).toThrow('every column is dropped')
})

test('checkAgainstTable() stays short when a table of 20,000 columns meets another recipe', () => {
  const found = Array.from({ length: 20_000 }, (_, place) => column(`column_${place}`))
  expect(against('columns: {a: {role: plain}}', ...found)).toThrow(/and 19952 more\.$/)
})
