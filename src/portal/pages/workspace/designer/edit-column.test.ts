import { expect, test } from 'vitest'
import { checkRecipe } from '#dam/recipe/check-recipe.ts'
import { parseRecipe } from '#dam/recipe/load-recipe.ts'
import { Operation } from '#dam/recipe/recipe.ts'
import { describeRecipeColumns } from '#dam/catalogue/runs/recipe-columns.ts'
import { changeRecipe } from './change-recipe.ts'
import type { RecipeChange } from './recipe-data.ts'
import { addStep, beginHierarchy, changeHierarchy, changeRole, changeSetting, changeTechnique, kindsFor, removeStep, stepData, USUAL, type Range } from './edit-column.ts'
import { readRecipe, type ColumnChoice } from './recipe-view.ts'

const TEXT = `datadam: 1
dataset: {name: a/b, title: Visits, licence: CC0-1.0, language: [ko]}
source: {kind: csv, path: visits.csv}
columns:
  id: {role: identifier, type: text}
  age: {role: quasi-identifier, type: integer, hierarchy: {intervals: [5, 10]}, levels: {at-most: 2}, weight: 2}   # in years
  sex: {role: quasi-identifier}
  cost: {role: sensitive, type: integer}
  born: {role: plain, type: date}
privacy: {models: [{k-anonymity: 5}]}
release: {version: 1.0.0}
`
const NUMBERS: Range = { type: 'integer', values: ['10', '30', '90'] }

function column(text: string, name: string): ColumnChoice {
  const found = readRecipe(text)?.columns.find((one) => one.name === name)
  if (!found) throw new Error(`There is no column ${name}`)
  return found
}

function soundAfter(name: string, change: (column: ColumnChoice) => readonly RecipeChange[], text = TEXT): string {
  const after = changeRecipe(text, change(column(text, name)))
  checkRecipe(parseRecipe(after, { file: 'recipe.yaml' }))
  return after
}

test('every technique that the server allows is written so that the recipe is sound, alone and as one step more', () => {
  const loaded = parseRecipe(TEXT, { file: 'recipe.yaml' })
  for (const { name, type, techniques } of describeRecipeColumns(loaded)) {
    const range = { type, values: type === 'integer' ? NUMBERS.values : ['2024-01-01', '2025-05-05'] }
    for (const technique of techniques) {
      const alone = column(soundAfter(name, (one) => changeTechnique(one, technique, range)), name)
      expect([...alone.steps.map((step) => step.name), USUAL.get(alone.role)], `${name} ${technique}`).toContain(technique)
    }
    for (const technique of techniques.filter((one) => one !== 'keep' && one !== 'drop')) {
      const more = column(soundAfter(name, (one) => addStep(one, technique, range)), name)
      expect([...more.steps.map((step) => step.name), USUAL.get(more.role)], `${name} ${technique}`).toContain(technique)
    }
  }
})

test('steps stand in the order that makes sense, whichever is added first', () => {
  const first = soundAfter('age', (one) => addStep(one, 'round', NUMBERS))
  const second = soundAfter('age', (one) => addStep(one, 'top-code', NUMBERS), first)
  expect(column(second, 'age').steps.map(({ name }) => name)).toEqual(['top-code', 'round', 'generalise'])
  expect(second).toContain('do: [{top-code: 90}, {round: 10}, generalise]}   # in years')
  const third = soundAfter('age', (one) => removeStep(one, 0), second)
  expect(column(third, 'age').steps.map(({ name }) => name)).toEqual(['round', 'generalise'])
  expect(column(soundAfter('age', (one) => removeStep(one, 0), third), 'age').steps).toEqual([])
})

test('a setting is written into its step, and taken out again', () => {
  const masked = soundAfter('id', (one) => changeTechnique(one, 'mask', NUMBERS))
  const both = soundAfter('id', (one) => changeSetting(one, 0, 'last', 2), masked)
  expect(both).toContain('do: {mask: {first: 1, last: 2}}')
  expect(soundAfter('id', (one) => changeSetting(one, 0, 'last', null), both)).toBe(masked)
})

test('another role leaves nothing behind that only the old one could have', () => {
  for (const role of ['identifier', 'sensitive', 'plain', 'text']) {
    const after = changeRecipe(TEXT, changeRole(column(TEXT, 'age'), role))
    expect(column(after, 'age')).toMatchObject({ role, hierarchy: null, weight: null, most: null, steps: [] })
    expect(after).toContain('# in years')
  }
})

test.each(['integer', 'decimal', 'text', 'date', 'timestamp', 'boolean'])('a hierarchy of each kind that values of type %s can have is sound', (type) => {
  const values = type === 'date' ? ['2024-01-01'] : type === 'integer' ? NUMBERS.values : ['abcde', 'fghij']
  for (const kind of kindsFor(type)) {
    const text = TEXT.replace('type: integer, hierarchy', `type: ${type}, hierarchy`).replace(', levels: {at-most: 2}', '')
    soundAfter('age', (one) => changeHierarchy(one.name, beginHierarchy(kind, { type, values }, 'Group')), text)
  }
  expect(beginHierarchy('intervals', { type, values: [] }, '')).toMatchObject({ numbers: [5, 10, 20] })
  expect(beginHierarchy('intervals', { type, values: ['0', '900'] }, '')).toMatchObject({ numbers: [50, 100, 200] })
})

test('a step is written as the language has it', () => {
  for (const step of [{ name: 'keep', settings: new Map() }, { name: 'round', settings: new Map([['', 10]]) }, { name: 'noise', settings: new Map<string, unknown>([['kind', 'laplace'], ['epsilon', 1], ['sensitivity', 3]]) }]) {
    const data = stepData(step)
    const plain: unknown = JSON.parse(JSON.stringify(data, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value)))
    expect(Operation.safeParse(plain).success, step.name).toBe(true)
  }
})
