import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Recipe } from '../src/dam/recipe/recipe.ts'
import { acsIncomeRecipe } from './acsincome-recipe.ts'

test.each([{ columns: 8, recoding: 'global' }, { columns: 10, recoding: 'strict-local' }] as const)('the recipe is one that datadam reads, with $columns quasi-identifiers and a $recoding recoding', ({ columns, recoding }) => {
  const recipe = Recipe.parse(parse(acsIncomeRecipe({ data: '/data', path: '/data/made.csv', columns, recoding })))
  const roles = Object.values(recipe.columns).map(({ role }) => role)
  expect(roles.filter((role) => role === 'quasi-identifier')).toHaveLength(columns)
  expect(roles).toHaveLength(11)
  expect(recipe.privacy?.recoding).toBe(recoding)
})
