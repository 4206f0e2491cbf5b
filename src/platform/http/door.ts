import { OpenAPIHono } from '@hono/zod-openapi'
import { Refusal } from '#platform/refusal.ts'
import type { Principal } from '#platform/auth/principal.ts'

/** What every request carries once it is through the door. */
export interface Door {
  readonly Variables: {
    /** Who asks; anonymous until the sign-in was read. */
    principal: Principal
    /** Given to the person who asks, and found in the log. */
    requestId: string
    /** Where the request came from; the client behind a proxy that is trusted. */
    address: string
  }
}

/**
 * Routes of one feature, mounted by `main/api.ts`. A request that does not fit its schema is refused before the act,
 * in words that quote nothing of it.
 */
export function doorRoutes(): OpenAPIHono<Door> {
  return new OpenAPIHono<Door>({
    defaultHook(result) {
      if (!result.success) throw new Refusal('bad-input', `The request does not fit: ${result.error.issues.slice(0, MOST_ISSUES).map((issue) => `${placeOf(result.target, issue.path)}: ${issue.message}`).join('; ')}`)
    },
  })
}

const MOST_ISSUES = 5

const PARTS = { json: 'body', form: 'body', query: 'query', param: 'path', header: 'header', cookie: 'cookie' } as const

function placeOf(target: keyof typeof PARTS, path: readonly PropertyKey[]): string {
  return [PARTS[target], ...path.map(String)].join('.')
}
