import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Door } from '#platform/http/door.ts'
import { Problem } from '#platform/http/refusals.ts'

/**
 * Describes every route for programs, as OpenAPI 3.1. Each may also answer a problem, and each but the public ones says
 * its permission as `x-permission`.
 *
 * @returns what writes the document, once, when it is first asked for: by then all routes are known
 */
export function openApiDocument(app: OpenAPIHono<Door>, { publicUrl, version }: { publicUrl: string; version: string }): () => string {
  let text: string | undefined
  return () => {
    text ??= writeDocument(app, { publicUrl, version })
    return text
  }
}

function writeDocument(app: OpenAPIHono<Door>, { publicUrl, version }: { publicUrl: string; version: string }): string {
  app.openAPIRegistry.register('Problem', Problem)
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer', description: 'An API key of yours' })
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'datadam', version, license: { name: 'Apache-2.0' } }, servers: [{ url: publicUrl }], security: [{}, { key: [] }] })
  const problem = { description: 'Refused, with the reason', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of [path.get, path.put, path.post, path.delete, path.patch]) {
      if (operation) operation.responses = { ...operation.responses, default: problem }
    }
  }
  return JSON.stringify(document)
}
