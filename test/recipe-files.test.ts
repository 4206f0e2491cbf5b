import fc from 'fast-check'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkDraft } from '../src/dam/catalogue/runs/check-draft.ts'
import { listRecipeFiles } from '../src/dam/catalogue/runs/recipe-files.ts'
import { FILES_EVERYWHERE, PEOPLE_RECIPE } from '../src/dam/catalogue/runs/runs.fixture.ts'
import { cleanName } from '../src/dam/catalogue/uploads/clean-name.ts'
import { parseRecipe } from '../src/dam/recipe/load-recipe.ts'
import { WrittenRecipe } from '../src/dam/recipe/recipe.ts'
import { listReferencedFiles } from '../src/dam/run/referenced-files.ts'

test('every file that a recipe can read, by its schema and by the pipeline, is in the list that is checked', async () => {
  const { recipe } = parseRecipe(FILES_EVERYWHERE.replaceAll('FILE', 'levels.csv'), { file: '/run/recipe.yaml' })
  const listed = listRecipeFiles(recipe)
  expect(listed.filter(({ name }) => name === 'levels.csv')).toHaveLength(6)
  expect(new Set(await listReferencedFiles(recipe, '/run'))).toEqual(new Set(listed.map(({ name }) => join('/run', name))))
  // A new kind of file in the schema fails here until it is listed: these are the places that hold a path.
  const schema = JSON.stringify(z.toJSONSchema(WrittenRecipe, { io: 'input', unrepresentable: 'any', reused: 'inline' }))
  expect([...schema.matchAll(/"(file|reference|path|url|source|include|import)":\{/g)].map(([, name]) => name).toSorted()).toEqual(['file', 'file', 'file', 'path', 'reference', 'reference', 'source', 'url', 'url'])
})

test('no file that passes leads out of the run\'s folder, for any text as a path', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: fc.constantFrom('.', '/', '\\', '*', 'a', '{', '}', ',', ' ') }), fc.string({ unit: 'grapheme' })), async (path) => {
    // Even where an upload had this very name, it would have been cleaned.
    const { loaded } = checkDraft({ text: PEOPLE_RECIPE.replace('path: people.csv', () => `path: ${JSON.stringify(path)}`), name: 'test-city/people', uploads: [cleanName(path)] })
    if (!loaded) return
    for (const file of await listReferencedFiles(loaded.recipe, '/run/inputs')) expect(file).toBe(join('/run/inputs', cleanName(path)))
  }), { numRuns: 200 })
})
