import type { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import { limitBodies } from '#platform/http/body-limits.ts'
import { readClientAddress } from '#platform/http/client-address.ts'
import { type Door, doorRoutes } from '#platform/http/door.ts'
import { type HealthNeeds, healthRoutes } from '#platform/http/health-routes.ts'
import { type LoadLimits, shedLoad } from '#platform/http/load-shedding.ts'
import { observeRequests } from '#platform/http/observe-requests.ts'
import { type PortalFiles, servePortal } from '#platform/http/portal-files.ts'
import { byAccount, byAddress, limitRate } from '#platform/http/rate-limits.ts'
import { answerProblem, answerThrown } from '#platform/http/refusals.ts'
import { giveRequestId } from '#platform/http/request-id.ts'
import { refuseOtherOrigins } from '#platform/http/same-origin.ts'
import { sendSecurityHeaders } from '#platform/http/security-headers.ts'
import type { Log } from '#platform/log.ts'
import type { Metrics } from '#platform/metrics.ts'
import { openApiDocument } from './open-api-document.ts'

/** The routes of one feature, and where they are mounted: `/api/v1`, or a place of their own. */
export interface Feature {
  readonly path: string
  readonly routes: OpenAPIHono<Door>
  /** Paths of it that read bodies piece by piece, with a limit of their own. */
  readonly largeBodies?: readonly string[]
}

export interface ApiNeeds extends Pick<HealthNeeds, 'checks' | 'metricsToken' | 'stopping'> {
  readonly features: readonly Feature[]
  /** Reads cookie or key. @throws {Refusal} `unauthenticated` for a key that does not hold */
  whoAsks(request: Request): Promise<Principal>
  readonly portal: PortalFiles
  readonly log: Log
  readonly metrics: Metrics
  readonly publicUrl: string
  readonly trustedProxies: readonly string[]
  readonly limits: ApiLimits
  readonly clock: Clock
  readonly version: string
  newId(): string
}

export interface ApiLimits extends LoadLimits {
  readonly requestsPerMinute: number
  /** For what guesses passwords or sends letters. */
  readonly signInsPerMinute: number
  readonly mostBodyBytes: number
}

/** Everything that is answered over HTTP. The order is that in which a request passes: what costs least, and refuses most, comes first. */
export function buildApi(needs: ApiNeeds): OpenAPIHono<Door> {
  const { features, log, metrics, limits, publicUrl, clock } = needs
  const app = doorRoutes()
  app.onError(answerThrown({ log }))
  app.notFound((c) => answerProblem({ code: 'not-found', detail: 'Nothing is at this address', requestId: c.var.requestId }))
  app.use(giveRequestId(needs), observeRequests({ log, metrics }), sendSecurityHeaders({ publicUrl }), readClientAddress(needs))
  app.route('/', healthRoutes(needs))
  app.use(shedLoad(limits, { meter: metrics }))
  app.use('/api/*', keepOutOfCaches, limitRate({ name: 'address', requests: limits.requestsPerMinute, windowSeconds: 60, keyOf: byAddress }, { clock }))
  app.use('/api/auth/*', limitRate({ name: 'sign-in', requests: limits.signInsPerMinute, windowSeconds: 60, keyOf: (c) => (c.req.method === 'GET' ? undefined : byAddress(c)) }, { clock }))
  app.use('/api/*', refuseOtherOrigins({ publicUrl }), limitBodies({ mostBytes: limits.mostBodyBytes, large: features.flatMap(({ largeBodies = [] }) => largeBodies) }))
  app.use('/api/*', readPrincipal(needs), limitRate({ name: 'account', requests: limits.requestsPerMinute, windowSeconds: 60, keyOf: byAccount }, { clock }))
  for (const { path, routes } of features) app.route(path, routes)
  const document = openApiDocument(app, needs)
  app.get('/openapi.json', (c) => c.body(document(), 200, { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' }))
  app.get('*', servePortal(needs.portal))
  return app
}

/** An answer is for the one who asked, unless its route says otherwise. */
const keepOutOfCaches: MiddlewareHandler<Door> = async (c, next) => {
  await next()
  if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
}

/** The sign-in library reads its own cookies: a key or session that no longer holds must not keep anybody from signing in or out. */
function readPrincipal({ whoAsks }: Pick<ApiNeeds, 'whoAsks'>): MiddlewareHandler<Door> {
  return async (c, next) => {
    c.set('principal', c.req.path.startsWith('/api/auth/') ? { kind: 'anonymous' } : await whoAsks(c.req.raw))
    await next()
  }
}
