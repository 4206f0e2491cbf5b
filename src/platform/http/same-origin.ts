import type { MiddlewareHandler } from 'hono'
import { Refusal } from '#platform/refusal.ts'
import type { Door } from './door.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a change that another site makes a person's browser ask for.
 *
 * The browser says where a request comes from: `Sec-Fetch-Site`, or `Origin` from older ones and over plain http. What it says
 * must be right, with a cookie or without, so that nobody is signed in as somebody else either. A request with a cookie that
 * says nothing is refused; one without is a program. A key in `Authorization` cannot be sent by another site, so it is exempt.
 *
 * @throws {Refusal} `forbidden`
 */
export function refuseOtherOrigins({ publicUrl }: { publicUrl: string }): MiddlewareHandler<Door> {
  const { origin: own } = new URL(publicUrl)
  return async (c, next) => {
    const hasKey = /^bearer /i.test(c.req.header('authorization') ?? '')
    if (!SAFE.has(c.req.method) && !hasKey && !isOurs({ site: c.req.header('sec-fetch-site'), origin: c.req.header('origin'), hasCookie: c.req.header('cookie') !== undefined }, own)) {
      throw new Refusal('forbidden', 'A change must be asked for from the pages of this portal (same-origin), or with a key')
    }
    await next()
  }
}

function isOurs({ site, origin, hasCookie }: { site: string | undefined; origin: string | undefined; hasCookie: boolean }, own: string): boolean {
  if (site !== undefined) return site === 'same-origin'
  if (origin !== undefined) return origin === own
  return !hasCookie
}
