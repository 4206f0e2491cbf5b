import { z } from '@hono/zod-openapi'
import { listPasskeys, removePasskey, renamePasskey } from '#platform/auth/passkeys.ts'
import { PasskeyAnswer, PasskeyName } from '#platform/auth/people-answers.ts'
import type { PeopleNeeds } from '#platform/auth/people-needs.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { Done, json, jsonBody, OneId, Page } from '#platform/http/shapes.ts'
import { guarded } from '#kernels/rulebook/requires.ts'

const all = guarded('passkey:manage', { method: 'get', path: '/passkeys', responses: { 200: { description: 'Passkeys of the person', ...json(Page(PasskeyAnswer)) } } })
const rename = guarded('passkey:manage', { method: 'patch', path: '/passkeys/{id}', request: { params: OneId, body: jsonBody(z.strictObject({ name: PasskeyName })) }, responses: Done })
const remove = guarded('passkey:manage', { method: 'delete', path: '/passkeys/{id}', request: { params: OneId }, responses: Done })

/** The passkeys of the person who asks. The sign-in library adds them, and signs in with them. */
export function passkeyRoutes(needs: PeopleNeeds) {
  return doorRoutes()
    .openapi(all, async (c) => {
      const items = await listPasskeys({ principal: c.var.principal }, needs)
      return c.json({ items, total: items.length }, 200)
    })
    .openapi(rename, async (c) => {
      await renamePasskey({ principal: c.var.principal, id: c.req.valid('param').id, ...c.req.valid('json') }, needs)
      return c.body(null, 204)
    })
    .openapi(remove, async (c) => {
      await removePasskey({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204)
    })
}
