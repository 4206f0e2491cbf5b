import type { MiddlewareHandler } from 'hono'
import type { Door } from './door.ts'

/** Gives every request a number of ours and tells it in `X-Request-Id`. One that was sent along is not believed: it would write into our log. */
export function giveRequestId({ newId }: { newId: () => string }): MiddlewareHandler<Door> {
  return async (c, next) => {
    c.set('requestId', newId())
    await next()
    c.res.headers.set('x-request-id', c.var.requestId)
  }
}
