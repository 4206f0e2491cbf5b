import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Door } from './door.ts'
import { answerProblem } from './refusals.ts'

/**
 * Refuses bodies that are larger than a form or a recipe can be, before they are read: 413.
 *
 * @param large paths below which a feature reads bodies piece by piece, with a limit of its own
 */
export function limitBodies({ mostBytes, large }: { mostBytes: number; large: readonly string[] }): MiddlewareHandler<Door> {
  const limit = bodyLimit({
    maxSize: mostBytes,
    onError: (c) => answerProblem({ code: 'bad-input', detail: `The body is larger than ${mostBytes} bytes; send files as uploads`, requestId: String(c.get('requestId')), status: 413 }),
  })
  return (c, next) => (large.some((path) => c.req.path === path || c.req.path.startsWith(`${path}/`)) ? next() : limit(c, next))
}
