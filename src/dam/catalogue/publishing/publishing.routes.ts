import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, jsonBody, Page, PageQuery } from '#platform/http/shapes.ts'
import { VersionPath } from '../datasets/catalogue-paths.ts'
import { InboxItem, Words } from '../datasets/dataset-answers.ts'
import { approveVersion, type ApproveNeeds } from './approve-version.ts'
import { type InboxSource, listInbox } from './list-inbox.ts'
import { returnVersion } from './return-version.ts'
import { submitVersion } from './submit-version.ts'
import { withdrawVersion } from './withdraw-version.ts'

const BASE = '/datasets/{publisher}/{slug}/versions/{version}' as const
const Reasons = z.object({ words: z.string().max(5000) })
const DONE = { 204: { description: 'Done' } } as const

const submit = guarded('version:submit', { method: 'post', path: `${BASE}/submit`, request: { params: VersionPath }, responses: DONE })
const approve = guarded('version:decide', { method: 'post', path: `${BASE}/approve`, request: { params: VersionPath, body: jsonBody(Reasons) }, responses: DONE })
const giveBack = guarded('version:decide', { method: 'post', path: `${BASE}/return`, request: { params: VersionPath, body: jsonBody(Reasons) }, responses: DONE })
const withdraw = guarded('version:withdraw', { method: 'post', path: `${BASE}/withdraw`, request: { params: VersionPath, body: jsonBody(z.object({ words: Words })) }, responses: DONE })
const inbox = guarded('notification:read', {
  method: 'get', path: '/inbox', request: { query: PageQuery },
  responses: { 200: { description: 'What waits for the person who asks', ...json(Page(InboxItem)) } },
})

export type PublishingRoutesNeeds = ApproveNeeds & { readonly inboxSources: readonly InboxSource[] }

/** What a version goes through before readers see it, and the inbox of those who decide. */
export function publishingRoutes(needs: PublishingRoutesNeeds) {
  return doorRoutes()
    .openapi(submit, async (c) => {
      await submitVersion({ principal: c.var.principal, address: c.req.valid('param') }, needs)
      return c.body(null, 204)
    })
    .openapi(approve, async (c) => {
      await approveVersion({ principal: c.var.principal, address: c.req.valid('param'), words: c.req.valid('json').words }, needs)
      return c.body(null, 204)
    })
    .openapi(giveBack, async (c) => {
      await returnVersion({ principal: c.var.principal, address: c.req.valid('param'), words: c.req.valid('json').words }, needs)
      return c.body(null, 204)
    })
    .openapi(withdraw, async (c) => {
      await withdrawVersion({ principal: c.var.principal, address: c.req.valid('param'), words: c.req.valid('json').words }, needs)
      return c.body(null, 204)
    })
    .openapi(inbox, async (c) => c.json(await listInbox({ principal: c.var.principal, ...c.req.valid('query') }, { sources: needs.inboxSources }), 200))
}
