import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Door } from '#platform/http/door.ts'
import { RULE_BOOK, type Permission } from '#kernels/rulebook/rule-book.ts'

/** One route of the interface, as its document tells it. */
export interface GuardedRoute {
  readonly method: string
  readonly path: string
  readonly permission: Permission
}

const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ 'x-permission': z.string().optional() }).loose())) })

const isPermission = (word: string): word is Permission => word in RULE_BOOK

/**
 * Reads the routes from `/openapi.json`, and holds them against the routes that really answer.
 *
 * @param open routes that ask for no permission, as `METHOD path` of the router, each with its reason
 * @throws an error that names every route below /api without a permission, and every exception that no longer stands
 */
export async function readGuardedRoutes(app: OpenAPIHono<Door>, open: Readonly<Record<string, string>>): Promise<GuardedRoute[]> {
  const { paths } = Document.parse(await (await app.request('/openapi.json')).json())
  const described = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, permission: operation['x-permission'] ?? '' })))
  const guarded = described.flatMap(({ permission, ...route }) => (isPermission(permission) ? [{ ...route, permission }] : []))
  const known = new Set(guarded.map(({ method, path }) => `${method} ${path.replaceAll(/\/{(.+?)}(?=\/|$)/g, '/:$1')}`))
  // What is mounted for all methods on a pattern that ends in a star is what every request passes, not a route.
  const answering = new Set(app.routes.filter(({ method, path }) => path.startsWith('/api/') && !(method === 'ALL' && path.endsWith('/*'))).map(({ method, path }) => `${method} ${path}`))
  const unguarded = [...answering].filter((route) => !known.has(route) && !(route in open))
  const outdated = Object.keys(open).filter((route) => !answering.has(route) || known.has(route))
  if (unguarded.length > 0) throw new Error(`Without a permission: ${unguarded.join(', ')}`)
  if (outdated.length > 0) throw new Error(`No such route without a permission any more: ${outdated.join(', ')}`)
  return guarded
}
