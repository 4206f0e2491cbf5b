import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Refusal } from '#platform/refusal.ts'
import { json, jsonBody, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import { DatasetPath } from '../datasets/catalogue-paths.ts'
import { addCitingWork, confirmCitingWork, listCitingWorks } from './citing-works.ts'
import { decideThread } from './decide-thread.ts'
import { CitingAnswer, ThreadAnswer, ThreadRequest } from './feedback-answers.ts'
import { followDataset } from './follow-dataset.ts'
import { listThreads } from './list-threads.ts'
import { type FeedbackNeeds, openThread } from './open-thread.ts'
import { postToThread } from './post-to-thread.ts'
import { THREAD_KINDS, THREAD_STATES } from './thread-state.ts'

const ThreadQuery = PageQuery.extend({ kind: z.enum(THREAD_KINDS).optional(), state: z.enum(THREAD_STATES).optional(), version: z.string().max(40).optional() })
const Decision = z.object({ state: z.enum(THREAD_STATES), fixedIn: z.string().max(40).optional() })
const CitingRequest = z.object({ kind: CitingAnswer.shape.kind, title: z.string().min(3).max(300), url: z.url().max(2000) })
const DONE = { 204: { description: 'Done' } } as const

const THREADS = '/datasets/{publisher}/{slug}/threads' as const
const CITING = '/datasets/{publisher}/{slug}/citing' as const
const FOLLOW = '/datasets/{publisher}/{slug}/follow' as const

const list = guarded('dataset:read', { method: 'get', path: THREADS, request: { params: DatasetPath, query: ThreadQuery }, responses: { 200: { description: 'Threads', ...json(Page(ThreadAnswer)) } } })
const open = guarded('feedback:write', { method: 'post', path: THREADS, request: { params: DatasetPath, body: jsonBody(ThreadRequest) }, responses: { 201: { description: 'Opened', ...json(ThreadAnswer) } } })
const post = guarded('feedback:write', { method: 'post', path: '/threads/{id}/posts', request: { params: OneId, body: jsonBody(z.object({ words: z.string().trim().min(1).max(8000) })) }, responses: DONE })
const decide = guarded('feedback:answer', { method: 'post', path: '/threads/{id}/decide', request: { params: OneId, body: jsonBody(Decision) }, responses: DONE })
const listCiting = guarded('dataset:read', { method: 'get', path: CITING, request: { params: DatasetPath, query: PageQuery }, responses: { 200: { description: 'Works that use it', ...json(Page(CitingAnswer)) } } })
const addCiting = guarded('feedback:write', { method: 'post', path: CITING, request: { params: DatasetPath, body: jsonBody(CitingRequest) }, responses: { 201: { description: 'It waits for the publisher', ...json(z.object({ id: z.string() })) } } })
const confirmCiting = guarded('feedback:answer', { method: 'post', path: '/citing/{id}/confirm', request: { params: OneId }, responses: DONE })
const follow = guarded('follow:change', { method: 'put', path: FOLLOW, request: { params: DatasetPath }, responses: DONE })
const leave = guarded('follow:change', { method: 'delete', path: FOLLOW, request: { params: DatasetPath }, responses: DONE })

/** Questions, defects, errata, citing works, followers. */
export function feedbackRoutes(needs: FeedbackNeeds) {
  return doorRoutes()
    .openapi(list, async (c) => c.json(await listThreads({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('query') }, needs), 200))
    .openapi(open, async (c) => {
      const name = c.req.valid('param')
      const { id } = await openThread({ principal: c.var.principal, name, thread: c.req.valid('json') }, needs)
      const { items: [made] } = await listThreads({ principal: c.var.principal, name, id, offset: 0, limit: 1 }, needs)
      if (!made) throw new Refusal('not-found', 'There is no such thread')
      return c.json(made, 201)
    })
    .openapi(post, async (c) => {
      await postToThread({ principal: c.var.principal, id: c.req.valid('param').id, words: c.req.valid('json').words }, needs)
      return c.body(null, 204)
    })
    .openapi(decide, async (c) => {
      await decideThread({ principal: c.var.principal, id: c.req.valid('param').id, ...c.req.valid('json') }, needs)
      return c.body(null, 204)
    })
    .openapi(listCiting, async (c) => c.json(await listCitingWorks({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('query') }, needs), 200))
    .openapi(addCiting, async (c) => c.json(await addCitingWork({ principal: c.var.principal, name: c.req.valid('param'), work: c.req.valid('json') }, needs), 201))
    .openapi(confirmCiting, async (c) => {
      await confirmCitingWork({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204)
    })
    .openapi(follow, async (c) => {
      await followDataset({ principal: c.var.principal, name: c.req.valid('param'), wish: 'follow' }, needs)
      return c.body(null, 204)
    })
    .openapi(leave, async (c) => {
      await followDataset({ principal: c.var.principal, name: c.req.valid('param'), wish: 'leave' }, needs)
      return c.body(null, 204)
    })
}
