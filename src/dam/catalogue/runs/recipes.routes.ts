import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, jsonBody } from '#platform/http/shapes.ts'
import { DatasetPath } from '../datasets/catalogue-paths.ts'
import { HierarchyAnswer, HierarchyFile } from './hierarchy-answers.ts'
import { PreviewAnswer } from './preview-answers.ts'
import { previewDraft, type PreviewNeeds } from './preview-draft.ts'
import { type ProposeNeeds, proposeDraft } from './propose-draft.ts'
import { readHierarchy } from './read-hierarchy.ts'
import { RecipeAnswer } from './run-answers.ts'
import { getRecipe, saveRecipe } from './save-recipe.ts'
import { TradeoffAnswer } from './tradeoff-answers.ts'
import { tradeoffOfDraft, type TradeoffNeeds } from './tradeoff-draft.ts'

const path = '/datasets/{publisher}/{slug}/recipe' as const

const read = guarded('dataset:read-drafts', { method: 'get', path, request: { params: DatasetPath }, responses: { 200: { description: 'The recipe as it was last saved, an empty text where there is none, with all that is wrong with it', ...json(RecipeAnswer) } } })
const save = guarded('recipe:edit', {
  method: 'put', path, request: { params: DatasetPath, body: jsonBody(z.object({ text: z.string().max(1_000_000), revision: z.number().int().nonnegative().optional().describe('The one that you read; somebody who saved after it is not written over. Left out: the last must be your own.') })) },
  responses: { 200: { description: 'Saved, with all that is wrong with it', ...json(RecipeAnswer) } },
})
const propose = guarded('recipe:edit', {
  method: 'post', path: `${path}/propose`, request: { params: DatasetPath, body: jsonBody(z.object({ uploadIds: z.array(z.string().max(100)).min(1).max(1000) })) },
  responses: { 200: { description: 'Proposed from the uploads, and saved', ...json(RecipeAnswer) } },
})
const preview = guarded('recipe:edit', {
  method: 'post', path: `${path}/preview`, request: { params: DatasetPath, body: jsonBody(z.object({ text: z.string().max(1_000_000), exact: z.boolean().default(false) })) },
  responses: { 200: { description: 'What the recipe would do to the uploads, tried on some of their rows or on all; nothing is saved', ...json(PreviewAnswer) } },
})

const hierarchy = guarded('recipe:edit', {
  method: 'post', path: `${path}/hierarchy`, request: { params: DatasetPath, body: jsonBody(HierarchyFile) },
  responses: { 200: { description: 'The hierarchy that a file holds, an upload of the data set or one that is sent along; nothing is saved', ...json(HierarchyAnswer) } },
})
const tradeoff = guarded('recipe:edit', {
  method: 'post', path: `${path}/tradeoff`, request: { params: DatasetPath, body: jsonBody(z.object({ text: z.string().max(1_000_000) })) },
  responses: { 200: { description: 'What the recipe would lose, and protect from, with other numbers for k, tried on some rows of the uploads; nothing is saved', ...json(TradeoffAnswer) } },
})

/** The recipe of a data set: read, save, propose, try. */
export function recipeRoutes(needs: ProposeNeeds & PreviewNeeds & TradeoffNeeds) {
  const reading = { queries: needs.database.queries, isRecused: needs.isRecused }
  return doorRoutes()
    .openapi(read, async (c) => c.json(await getRecipe({ principal: c.var.principal, name: c.req.valid('param') }, reading), 200))
    .openapi(save, async (c) => {
      const request = { principal: c.var.principal, name: c.req.valid('param') }
      await saveRecipe({ ...request, ...c.req.valid('json') }, needs)
      return c.json(await getRecipe(request, reading), 200)
    })
    .openapi(propose, async (c) => c.json(await proposeDraft({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('json'), signal: c.req.raw.signal }, needs), 200))
    .openapi(preview, async (c) => c.json(await previewDraft({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('json'), signal: c.req.raw.signal }, needs), 200))
    .openapi(hierarchy, async (c) => c.json(await readHierarchy({ principal: c.var.principal, name: c.req.valid('param'), of: c.req.valid('json') }, needs), 200))
    .openapi(tradeoff, async (c) => c.json(await tradeoffOfDraft({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('json'), signal: c.req.raw.signal }, needs), 200))
}
