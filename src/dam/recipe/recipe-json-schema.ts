import { z } from 'zod'
import { Recipe } from './recipe.ts'

/** JSON Schema (draft 2020-12) of a recipe as it is written, with descriptions: editors complete and check with it. */
export function recipeJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(Recipe, { io: 'input', target: 'draft-2020-12' })
  return { $schema, $id: 'urn:datadam:recipe:1', title: 'datadam recipe', ...schema }
}
