import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, jsonBody, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import { VersionPath } from '../datasets/catalogue-paths.ts'
import { Words } from '../datasets/dataset-answers.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { RecallAnswer } from './access-answers.ts'
import { acknowledgeRecall } from './acknowledge-recall.ts'
import { listRecalls } from './list-recalls.ts'
import { recallVersion } from './recall-version.ts'

const recall = guarded('version:recall', {
  method: 'post', path: '/datasets/{publisher}/{slug}/versions/{version}/recall', request: { params: VersionPath, body: jsonBody(z.object({ because: Words })) },
  responses: { 201: { description: 'Everybody who has it is asked to destroy it', ...json(z.object({ id: z.string() })) } },
})
const list = guarded('recall:acknowledge', {
  method: 'get', path: '/recalls', request: { query: PageQuery },
  responses: { 200: { description: 'Recalls of what the person took, and of what their organisation recalled', ...json(Page(RecallAnswer)) } },
})
const acknowledge = guarded('recall:acknowledge', {
  method: 'post', path: '/recalls/{id}/acknowledge', request: { params: OneId, body: jsonBody(z.object({ destroyed: z.literal(true) })) },
  responses: { 204: { description: 'Noted' } },
})

export type RecallRoutesNeeds = ActNeeds & { readonly isRecused: IsRecused }

/** Recalls of versions, and what those say who have them. */
export function recallRoutes(needs: RecallRoutesNeeds) {
  return doorRoutes()
    .openapi(recall, async (c) => c.json(await recallVersion({ principal: c.var.principal, address: c.req.valid('param'), because: c.req.valid('json').because }, needs), 201))
    .openapi(list, async (c) => c.json(await listRecalls({ principal: c.var.principal, ...c.req.valid('query') }, needs), 200))
    .openapi(acknowledge, async (c) => {
      await acknowledgeRecall({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204)
    })
}
