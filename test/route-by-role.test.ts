import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { guarded } from '#kernels/rulebook/requires.ts'
import { PERMISSIONS, RULE_BOOK, type Rule } from '#kernels/rulebook/rule-book.ts'
import { testApi } from '#main/api.fixture.ts'
import type { Role, Scope } from '#platform/auth/people-answers.ts'
import type { ActingFor, Principal } from '#platform/auth/principal.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { type Door, doorRoutes } from '#platform/http/door.ts'
import { type GuardedRoute, readGuardedRoutes } from './routes.fixture.ts'
import { addThingsOfCity, openWholeApi, smallestOf, tellThingsOfCity } from './whole-api.fixture.ts'

const shelf = { method: 'get', path: '/shelves/{shelf}', responses: { 204: { description: 'A shelf' } } } as const

function appWith(add: (routes: OpenAPIHono<Door>) => void) {
  const routes = doorRoutes()
  routes.openapi(guarded('dataset:read', shelf), (c) => c.body(null, 204))
  add(routes)
  return testApi({ features: [{ path: '/api/v1', routes }] }).app
}

describe('readGuardedRoutes()', () => {
  test('tells every route with its permission', async () => {
    expect(await readGuardedRoutes(appWith(() => {}), {})).toEqual([{ method: 'GET', path: '/api/v1/shelves/{shelf}', permission: 'dataset:read' }])
  })

  test.each([
    { what: 'described without a permission', add: (routes: OpenAPIHono<Door>) => routes.openapi(createRoute({ ...shelf, method: 'put' }), (c) => c.body(null, 204)), route: 'PUT /api/v1/shelves/:shelf' },
    { what: 'that the document does not describe', add: (routes: OpenAPIHono<Door>) => routes.post('/hidden', (c) => c.body(null, 204)), route: 'POST /api/v1/hidden' },
    { what: 'hidden from the document', add: (routes: OpenAPIHono<Door>) => routes.openapi({ ...guarded('dataset:read', { ...shelf, method: 'delete' }), hide: true }, (c) => c.body(null, 204)), route: 'DELETE /api/v1/shelves/:shelf' },
    { what: 'that answers every method', add: (routes: OpenAPIHono<Door>) => routes.all('/any', (c) => c.body(null, 204)), route: 'ALL /api/v1/any' },
  ])('refuses a route $what, unless it is listed', async ({ add, route }) => {
    await expect(readGuardedRoutes(appWith(add), {})).rejects.toThrow(route)
    expect(await readGuardedRoutes(appWith(add), { [route]: 'a reason' })).toHaveLength(1)
  })

  test('refuses an exception that no longer stands', async () => {
    await expect(readGuardedRoutes(appWith(() => {}), { 'GET /api/v1/gone': 'a reason' })).rejects.toThrow('GET /api/v1/gone')
    await expect(readGuardedRoutes(appWith(() => {}), { 'GET /api/v1/shelves/:shelf': 'a reason' })).rejects.toThrow('any more')
  })
})

const ROLES: readonly Role[] = ['owner', 'steward', 'approver', 'access-officer', 'member']
const SCOPES: readonly Scope[] = ['read', 'download', 'upload', 'run', 'apply']

const hat = (organisation: string, roles: readonly Role[]): ActingFor => ({ organisationId: organisation, slug: organisation, roles })
const person = (actingFor: ActingFor | null, isOperator = false): Principal => ({ kind: 'person', personId: actingFor?.organisationId === 'city' ? 'inside' : 'outside', sessionId: 'session', actingFor, isOperator })
const key = (scopes: readonly Scope[]): Principal => ({ kind: 'key', personId: 'outside', keyId: 'key', actingFor: hat('town', ROLES), scopes })

/** Every kind of asker. A key depends on the route: it has all scopes but the one that is asked for, or only that one. */
const ASKERS: readonly { readonly name: string; as(rule: Rule): Principal; isLetIn(rule: Rule): boolean }[] = [
  { name: 'nobody', as: () => ({ kind: 'anonymous' }), isLetIn: ({ who }) => who === 'anyone' },
  { name: 'a person', as: () => person(null), isLetIn: ({ who }) => who === 'anyone' || who === 'person' },
  ...ROLES.map((role) => ({ name: `${role} of another organisation`, as: () => person(hat('town', [role])), isLetIn: ({ who }: Rule) => who === 'anyone' || who === 'person' || (Array.isArray(who) && who.includes(role)) })),
  { name: 'an operator', as: () => person(null, true), isLetIn: ({ who }) => who === 'anyone' || who === 'person' || who === 'operator' },
  { name: 'a key without the scope', as: ({ scope }) => key(SCOPES.filter((one) => one !== scope)), isLetIn: () => false },
  { name: 'a key with the scope only', as: ({ scope }) => key(scope === 'never' ? SCOPES : [scope]), isLetIn: ({ who, scope }) => scope !== 'never' && who !== 'operator' },
]

/** Routes of the interface that ask for no permission: none. What begins with /api/auth is the sign-in library's. */
const OPEN = {}

describe.each(testDatabases())('every route of the interface on $name', ({ open }) => {
  let api: Awaited<ReturnType<typeof openWholeApi>>
  let routes: GuardedRoute[]
  let names: Readonly<Record<string, string>>
  beforeAll(async () => {
    api = await openWholeApi({ open })
    routes = await readGuardedRoutes(api.app, OPEN)
    names = await addThingsOfCity(api.database)
  }, 120_000)
  afterAll(() => api.close())

  const fill = (path: string, names: Readonly<Record<string, string>>) => path.replaceAll(/{(.+?)}/g, (_, name: string) => names[name] ?? 'none')

  test('asks for a permission, but for those listed', () => {
    expect(routes.length).toBeGreaterThan(80)
    const onPatterns = new Set(api.app.routes.filter(({ method, path }) => method === 'ALL' && path.startsWith('/api') && path.endsWith('/*')).map(({ path }) => path))
    expect([...onPatterns].toSorted()).toEqual(['/api/*', '/api/auth/*'])
    // Each permission is asked for somewhere, or by an act alone.
    expect(PERMISSIONS.filter((permission) => !routes.some((route) => route.permission === permission))).toEqual(['access:decide'])
  })

  test('is refused at the door exactly where the rule book says so', { timeout: 300_000 }, async () => {
    const wrong: string[] = []
    for (const { method, path, permission } of routes) {
      for (const { name, as, isLetIn } of ASKERS) {
        const { status, detail } = await api.ask(as(RULE_BOOK[permission]), method, fill(path, { slug: 'nothing', publisher: 'nobody', version: '9.9.9', answer: 'decline' }))
        const expected = isLetIn(RULE_BOOK[permission]) ? 'let in' : (name === 'nobody' ? '401' : '403')
        const found = status === 401 || status === 403 ? String(status) : 'let in'
        if (found !== expected || status >= 500) wrong.push(`${method} ${path} as ${name}: ${status} ${detail}, not ${expected}`)
      }
    }
    expect(wrong).toEqual([])
  })

  describe('with things that belong to one organisation', () => {
    let bodies: Map<string, unknown>
    let questions: Map<string, string>
    beforeAll(async () => {
      bodies = await readBodies(api.app)
      questions = await readQuestions(api.app)
    })
    const askFor = (asker: Principal, { method, path }: GuardedRoute) => {
      const own = path.startsWith('/api/v1/organisations/{slug}') ? { ...names, slug: 'city' } : names
      const body = bodies.get(`${method} ${path}`)
      const isUpload = path.startsWith('/api/v1/uploads')
      return api.ask(asker, method, `${fill(path, own)}${questions.get(`${method} ${path}`) ?? ''}`, { ...(body !== undefined && { body }), ...(isUpload && method !== 'GET' && { headers: UPLOAD_HEADERS }) })
    }
    const ofThings = () => routes.filter(({ method, path }) => (path.includes('{') || path === '/api/v1/uploads') && !(method === 'GET' && path === '/api/v1/organisations/{slug}'))

    test('nobody from outside reaches or changes any of them, in whatever role', { timeout: 300_000 }, async () => {
      const before = await tellThingsOfCity(api.database)
      const reached: string[] = []
      for (const route of ofThings()) {
        for (const { name, as } of ASKERS.filter((asker) => asker.name !== 'an operator')) {
          const { status } = await askFor(as(RULE_BOOK[route.permission]), route)
          if (![401, 403, 404].includes(status)) reached.push(`${route.method} ${route.path} as ${name}: ${status}`)
        }
      }
      expect(reached).toEqual([])
      expect(await tellThingsOfCity(api.database)).toBe(before)
    })

    test('whoever acts for the organisation in all roles does reach them', { timeout: 120_000 }, async () => {
      const refused: string[] = []
      const ofRoles = ofThings().filter(({ permission }) => Array.isArray(RULE_BOOK[permission].who))
      // What removes a thing comes last.
      for (const route of ofRoles.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'))) {
        const { status, detail } = await askFor(person(hat('city', ROLES)), route)
        // The recipe is proposed from an upload whose row is there and whose bytes are not: that is found only behind the door.
        const isBehindTheDoor = detail.startsWith('The upload visits.csv was removed')
        if ((!isBehindTheDoor && [401, 403, 404].includes(status)) || status >= 500) refused.push(`${route.method} ${route.path}: ${status} ${detail}`)
      }
      expect(refused).toEqual([])
    })
  })
})

const UPLOAD_HEADERS = {
  'tus-resumable': '1.0.0', 'upload-length': '3', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream',
  'upload-metadata': `dataset ${Buffer.from('city/visits').toString('base64')},filename ${Buffer.from('visits.csv').toString('base64')}`,
}

const Bodies = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }).optional() }).loose() }).loose().optional() }).loose())) })

const DETAILS = { title: { en: 'Visits' }, description: {}, keywords: [], domain: null, contact: null, access: 'open', language: ['ko'], licence: { id: 'CC-BY-4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null } }

/** Bodies of which the smallest that fits the schema means nothing, so that the act would refuse it before it asks who it is. */
const MEANINGFUL = {
  'POST /api/v1/datasets/{publisher}/{slug}/recipe/propose': { uploadIds: ['thing'] },
  'POST /api/v1/datasets/{publisher}/{slug}/recipe/hierarchy': { file: 'hierarchy.csv', text: '1,*' },
  'PATCH /api/v1/datasets/{publisher}/{slug}': { details: DETAILS },
  'POST /api/v1/organisations/{publisher}/datasets': { slug: 'visits', details: DETAILS },
  'POST /api/v1/datasets/{publisher}/{slug}/imports': { url: 'https://example.org/visits.csv' },
}

/** The smallest body of each route that takes one. */
async function readBodies(app: OpenAPIHono<Door>): Promise<Map<string, unknown>> {
  const { paths } = Bodies.parse(await (await app.request('/openapi.json')).json())
  const smallest = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).flatMap(([method, { requestBody }]) => {
    const json = requestBody?.content['application/json']
    return json ? [[`${method.toUpperCase()} ${path}`, smallestOf(json.schema)] satisfies [string, unknown]] : []
  }))
  return new Map([...smallest, ...Object.entries(MEANINGFUL)])
}

const Parameters = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ parameters: z.array(z.object({ in: z.string(), name: z.string(), required: z.boolean().optional(), schema: z.unknown() })).optional() }))) })

/** The smallest query that each route takes, where it takes none without one. */
async function readQuestions(app: OpenAPIHono<Door>): Promise<Map<string, string>> {
  const { paths } = Parameters.parse(await (await app.request('/openapi.json')).json())
  return new Map(Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).flatMap(([method, { parameters = [] }]) => {
    const needed = parameters.filter((one) => one.in === 'query' && one.required === true)
    return needed.length === 0 ? [] : [[`${method.toUpperCase()} ${path}`, `?${new URLSearchParams(needed.map(({ name, schema }): [string, string] => [name, String(smallestOf(schema))]))}`] satisfies [string, string]]
  })))
}
