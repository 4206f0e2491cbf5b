import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Recipe } from '../src/dam/recipe/recipe.ts'
import { acsIncomeRecipe } from './acsincome-recipe.ts'

test('the recipe is one that datadam reads, with eight quasi-identifiers', () => {
  const recipe = Recipe.parse(parse(acsIncomeRecipe({ data: '/data', path: '/data/made.csv' })))
  const roles = Object.values(recipe.columns).map(({ role }) => role)
  expect(roles.filter((role) => role === 'quasi-identifier')).toHaveLength(8)
  expect(roles).toHaveLength(11)
})
