import { recipeJsonSchema } from '#dam/recipe/recipe-json-schema.ts'
import type { Command } from './command.ts'

/** The recipe's JSON Schema, so that editors complete and check it. */
export const recipeSchema: Command = {
  name: 'recipe schema',
  summary: 'Print the JSON Schema of recipes, for editors',
  options: [],
  run() {
    const schema = recipeJsonSchema()
    return Promise.resolve({ ok: true, text: JSON.stringify(schema, null, 2), json: schema })
  },
}
