import { createRoute, type RouteConfig } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Door } from '#platform/http/door.ts'
import { authorise, type Permission } from './rule-book.ts'

/** Asks the rule book at the door, before anything of the request is parsed. */
export function requires(permission: Permission): MiddlewareHandler<Door> {
  return async (c, next) => {
    authorise(c.var.principal, permission)
    await next()
  }
}

/** A route that asks for a permission, and says so as `x-permission` in the OpenAPI document. */
export function guarded<Path extends string, Route extends Omit<RouteConfig, 'path' | 'middleware'> & { path: Path }>(permission: Permission, route: Route) {
  return createRoute({ ...route, middleware: requires(permission), 'x-permission': permission })
}
