import { STATUS_CODES } from 'node:http'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { Refusal, type RefusalCode } from '#platform/refusal.ts'
import type { Door } from './door.ts'

/** The one table that turns a refusal into a status. 499 is what proxies log for a request that was given up. */
export const STATUSES: Readonly<Record<RefusalCode, number>> = {
  'wrong-use': 400,
  'bad-recipe': 422,
  'bad-input': 422,
  'promise-failed': 422,
  'not-found': 404,
  conflict: 409,
  'not-ready': 409,
  gone: 410,
  unauthenticated: 401,
  forbidden: 403,
  'too-many': 429,
  cancelled: 499,
  'no-space': 507,
  'not-writable': 500,
}

/** A "no", as RFC 9457 writes it. */
export type Problem = Readonly<z.infer<typeof Problem>>
export const Problem = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  /** Word of the refusal, for a program to act on; `fault` when the server itself failed. */
  code: z.string(),
  /** For a person. */
  detail: z.string(),
  requestId: z.string(),
}).openapi('Problem')

/** Hears of what failed although nobody did anything wrong. */
export interface FaultLog {
  fault(fault: unknown, place: { readonly requestId: string }): void
}

/** Answers a "no". The status follows from the code, unless HTTP has a more exact one. */
export function answerProblem({ code, detail, requestId, status = code === 'fault' ? 500 : STATUSES[code] }: { code: RefusalCode | 'fault'; detail: string; requestId: string; status?: number }, headers: Readonly<Record<string, string>> = {}): Response {
  const problem: Problem = { type: 'about:blank', title: titleOf(status), status, code, detail, requestId }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...(status === 401 && { 'www-authenticate': 'Bearer' }), ...headers },
  })
}

/**
 * What answers whatever a route throws.
 *
 * A refusal is told as it is. Of a fault nothing is told but the number to ask with: its message may quote the data
 * or name a folder of the server.
 */
export function answerThrown({ log }: { log: FaultLog }): (thrown: unknown, c: Context<Door>) => Response {
  return (thrown, c) => {
    const { requestId } = c.var
    if (thrown instanceof Refusal) {
      if (STATUSES[thrown.code] < 500) return answerProblem({ code: thrown.code, detail: thrown.message, requestId })
      log.fault(thrown, { requestId })
      return answerProblem({ code: thrown.code, detail: thrown.code === 'no-space' ? 'The disk of the server is full; try again later' : UNTOLD, requestId })
    }
    if (c.req.raw.signal.aborted) return answerProblem({ code: 'cancelled', detail: 'The request was given up', requestId })
    if (thrown instanceof HTTPException && thrown.status < 500) {
      return answerProblem({ code: 'bad-input', detail: thrown.message === '' ? titleOf(thrown.status) : thrown.message, requestId, status: thrown.status })
    }
    log.fault(thrown, { requestId })
    return answerProblem({ code: 'fault', detail: UNTOLD, requestId })
  }
}

const UNTOLD = 'The server failed. Give the request number when you report it'

function titleOf(status: number): string {
  return status === 499 ? 'Client Closed Request' : STATUS_CODES[status] ?? 'Refused'
}
