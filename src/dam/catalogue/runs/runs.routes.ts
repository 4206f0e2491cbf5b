import { z } from '@hono/zod-openapi'
import { stream, streamSSE } from 'hono/streaming'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Refusal } from '#platform/refusal.ts'
import type { ObjectStore } from '#platform/storage/object-store.ts'
import { json, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import { DatasetPath } from '../datasets/catalogue-paths.ts'
import { REPORT_POLICY } from '../publishing/show-report.ts'
import { describeRun, getRun, listRuns } from './find-run.ts'
import { RunAnswer } from './run-answers.ts'
import { type RunActNeeds, startRun } from './start-run.ts'
import { cancelRun, resumeRun } from './stop-run.ts'
import { hasSeenAll, watchRun, type WatchTimes } from './watch-run.ts'

const StartRequest = z.object({ version: z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/, 'three numbers, such as 1.0.0').optional() })

const start = guarded('run:start', {
  method: 'post', path: '/datasets/{publisher}/{slug}/runs', request: { params: DatasetPath, body: json(StartRequest) },
  responses: { 202: { description: 'Begun; a worker will take it', ...json(RunAnswer) } },
})
const list = guarded('run:read', {
  method: 'get', path: '/datasets/{publisher}/{slug}/runs', request: { params: DatasetPath, query: PageQuery },
  responses: { 200: { description: 'Runs, newest first', ...json(Page(RunAnswer)) } },
})
const read = guarded('run:read', { method: 'get', path: '/runs/{id}', request: { params: OneId }, responses: { 200: { description: 'The run', ...json(RunAnswer) } } })
const progress = guarded('run:read', {
  method: 'get', path: '/runs/{id}/progress', request: { params: OneId },
  responses: { 200: { description: 'The run, sent each time it changes: events `run` with a run as data', content: { 'text/event-stream': { schema: z.string() } } }, 204: { description: 'It is over, and its end was seen' } },
})
const cancel = guarded('run:cancel', { method: 'post', path: '/runs/{id}/cancel', request: { params: OneId }, responses: { 200: { description: 'Cancelled', ...json(RunAnswer) } } })
const resume = guarded('run:start', { method: 'post', path: '/runs/{id}/resume', request: { params: OneId }, responses: { 202: { description: 'A worker will go on with it', ...json(RunAnswer) } } })
const report = guarded('run:read', { method: 'get', path: '/runs/{id}/report', request: { params: OneId }, responses: { 200: { description: 'The report of its release, a page in a sandbox of its own' } } })

/** What the doors of runs need. */
export interface RunRoutesNeeds extends RunActNeeds {
  readonly store: Pick<ObjectStore, 'getRange' | 'head'>
  readonly watchTimes?: WatchTimes
}

/** Runs: start, watch, cancel, go on, read the report. */
export function runRoutes(needs: RunRoutesNeeds) {
  const reading = { queries: needs.database.queries, isRecused: needs.isRecused }
  async function answerOf(principal: Parameters<typeof describeRun>[1], id: string): Promise<RunAnswer> {
    const { run } = await getRun({ principal, id, permission: 'run:read' }, reading)
    return describeRun(run, principal, reading.queries)
  }
  return doorRoutes()
    .openapi(start, async (c) => {
      const { id } = await startRun({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('json') }, needs)
      return c.json(await answerOf(c.var.principal, id), 202)
    })
    .openapi(list, async (c) => c.json(await listRuns({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('query') }, reading), 200))
    .openapi(read, async (c) => c.json(await answerOf(c.var.principal, c.req.valid('param').id), 200))
    .openapi(progress, async (c) => {
      const { id } = c.req.valid('param')
      const { principal } = c.var
      const { run } = await getRun({ principal, id, permission: 'run:read' }, reading)
      const lastEventId = c.req.header('last-event-id')
      if (hasSeenAll(run, lastEventId)) return c.body(null, 204)
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, (events) => watchRun({ principal, id, lastEventId, times: needs.watchTimes }, events, reading))
    })
    .openapi(cancel, async (c) => {
      await cancelRun({ principal: c.var.principal, ...c.req.valid('param') }, needs)
      return c.json(await answerOf(c.var.principal, c.req.valid('param').id), 200)
    })
    .openapi(resume, async (c) => {
      await resumeRun({ principal: c.var.principal, ...c.req.valid('param') }, needs)
      return c.json(await answerOf(c.var.principal, c.req.valid('param').id), 202)
    })
    .openapi(report, async (c) => {
      const { run } = await getRun({ principal: c.var.principal, id: c.req.valid('param').id, permission: 'run:read' }, reading)
      if (run.release_path === null) throw new Refusal('not-ready', 'The run has no report yet; it is written when the release is verified')
      const key = `${run.release_path}/report.html`
      const head = await needs.store.head(key)
      if (!head) throw new Refusal('gone', 'The report is not kept any more')
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-length': String(head.bytes), 'content-security-policy': REPORT_POLICY, 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache' }
      for (const [name, value] of Object.entries(headers)) c.header(name, value)
      return stream(c, async (page) => {
        for await (const chunk of (await needs.store.getRange(key)).chunks) await page.write(chunk)
      })
    })
}
