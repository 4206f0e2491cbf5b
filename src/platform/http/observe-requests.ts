import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { RequestLine } from '#platform/log.ts'
import type { Door } from './door.ts'

/** Tells the log and the metrics how each request went, by the pattern of its route. */
export function observeRequests({ log, metrics, elapsed = () => performance.now() }: { log: { request(line: RequestLine): void }; metrics: { request(line: RequestLine): void }; elapsed?: () => number }): MiddlewareHandler<Door> {
  return async (c, next) => {
    const begun = elapsed()
    await next()
    const line = { requestId: c.var.requestId, method: c.req.method, route: routePath(c), status: c.res.status, milliseconds: elapsed() - begun }
    log.request(line)
    metrics.request(line)
  }
}
