import { isIPv6 } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import { personOf } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Door } from './door.ts'
import { answerProblem } from './refusals.ts'
import { type Allowance, openTokenBuckets } from './token-buckets.ts'

/** An allowance, what it is called in the headers, and whose it is; undefined where it does not apply. */
export interface RateLimit extends Allowance {
  readonly name: string
  keyOf(c: Context<Door>): string | undefined
}

/**
 * Lets nobody ask more often than is allowed, and says in `RateLimit` and `RateLimit-Policy` what is left.
 * Past it: 429 with `Retry-After`.
 */
export function limitRate({ name, keyOf, ...allowance }: RateLimit, { clock }: { clock: Clock }): MiddlewareHandler<Door> {
  const buckets = openTokenBuckets(allowance, { clock })
  const policy = `"${name}";q=${allowance.requests};w=${allowance.windowSeconds}`
  return async (c, next) => {
    const key = keyOf(c)
    if (key === undefined) return next()
    const { isAllowed, remaining, waitSeconds } = buckets.take(key)
    const headers = { 'ratelimit-policy': policy, ratelimit: `"${name}";r=${remaining};t=${waitSeconds}` }
    if (!isAllowed) {
      return answerProblem({ code: 'too-many', detail: `Too many requests; try again in ${waitSeconds} s`, requestId: c.var.requestId }, { ...headers, 'retry-after': String(waitSeconds) })
    }
    await next()
    for (const [header, value] of Object.entries(headers)) c.res.headers.append(header, value)
    return undefined
  }
}

/** By where a request comes from. A household has a whole /64 network of IPv6, so that counts as one. */
export function byAddress(c: Context<Door>): string {
  return networkOf(c.var.address)
}

/** By the account, with all its keys and sessions. */
export function byAccount(c: Context<Door>): string | undefined {
  return personOf(c.var.principal)
}

function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [before = '', after] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const first = before === '' ? [] : before.split(':')
  const last = after === undefined || after === '' ? [] : after.split(':')
  const zeros = after === undefined ? 0 : 8 - first.length - last.length
  return [...first, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...last].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':')
}
