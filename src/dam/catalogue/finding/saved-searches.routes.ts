import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Done, json, jsonBody, OneId } from '#platform/http/shapes.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { SavedChoice, SavedSearch } from './finding-answers.ts'
import { listSavedSearches, removeSavedSearch, saveSearch } from './saved-searches.ts'

const list = guarded('follow:change', { method: 'get', path: '/saved-searches', responses: { 200: { description: 'The searches that the person keeps', ...json(z.object({ items: z.array(SavedSearch) })) } } })
const save = guarded('follow:change', { method: 'post', path: '/saved-searches', request: { body: jsonBody(z.object({ name: z.string().trim().min(1).max(200), search: SavedChoice })) }, responses: { 201: { description: 'Kept; the person is told of what is published and fits', ...json(SavedSearch) } } })
const remove = guarded('follow:change', { method: 'delete', path: '/saved-searches/{id}', request: { params: OneId }, responses: Done })

/** Searches that people keep. */
export function savedSearchRoutes(needs: ActNeeds) {
  return doorRoutes()
    .openapi(list, async (c) => c.json({ items: await listSavedSearches({ principal: c.var.principal }, needs.database) }, 200))
    .openapi(save, async (c) => c.json(await saveSearch({ principal: c.var.principal, ...c.req.valid('json') }, needs), 201))
    .openapi(remove, async (c) => {
      await removeSavedSearch({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204)
    })
}
