import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import type { Principal } from '#platform/auth/principal.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, jsonBody, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import { DatasetPath } from '../datasets/catalogue-paths.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { AccessForm, ApplicationAnswer, ApplicationRequest, WaitingAnswer } from './access-answers.ts'
import { applyForAccess } from './apply-for-access.ts'
import { decideApplication } from './decide-application.ts'
import { describeApplication, peopleOf, selectApplications } from './describe-application.ts'
import { editAccessForm } from './edit-access-form.ts'
import { revokeAccess, withdrawApplication } from './end-application.ts'
import { getAccessForm, publicForm } from './get-access-form.ts'
import { listApplications, listOwnApplications } from './list-applications.ts'
import { measureWaiting } from './waiting-time.ts'

const Reasons = z.object({ words: z.string().max(5000) })
const DONE = { 204: { description: 'Done' } } as const
const FORM = { 200: { description: 'What is asked of those who apply', ...json(AccessForm) } } as const
const APPLICATIONS = { 200: { description: 'Applications', ...json(Page(ApplicationAnswer)) } } as const

const readForm = guarded('dataset:read', { method: 'get', path: '/datasets/{publisher}/{slug}/access-form', request: { params: DatasetPath }, responses: FORM })
const editForm = guarded('access:edit-form', { method: 'put', path: '/datasets/{publisher}/{slug}/access-form', request: { params: DatasetPath, body: jsonBody(AccessForm) }, responses: FORM })
const apply = guarded('access:apply', {
  method: 'post', path: '/datasets/{publisher}/{slug}/applications', request: { params: DatasetPath, body: jsonBody(ApplicationRequest) },
  responses: { 201: { description: 'It waits for the answer', ...json(ApplicationAnswer) } },
})
const list = guarded('access:answer', { method: 'get', path: '/datasets/{publisher}/{slug}/applications', request: { params: DatasetPath, query: PageQuery }, responses: APPLICATIONS })
const listOwn = guarded('access:read-own', { method: 'get', path: '/applications', request: { query: PageQuery }, responses: APPLICATIONS })
const grant = guarded('access:answer', { method: 'post', path: '/applications/{id}/grant', request: { params: OneId, body: jsonBody(Reasons.extend({ until: z.iso.date() })) }, responses: DONE })
const refuse = guarded('access:answer', { method: 'post', path: '/applications/{id}/refuse', request: { params: OneId, body: jsonBody(Reasons) }, responses: DONE })
const withdraw = guarded('access:apply', { method: 'post', path: '/applications/{id}/withdraw', request: { params: OneId }, responses: DONE })
const revoke = guarded('access:answer', { method: 'post', path: '/applications/{id}/revoke', request: { params: OneId, body: jsonBody(Reasons) }, responses: DONE })
const waiting = guarded('dataset:read', {
  method: 'get', path: '/datasets/{publisher}/{slug}/waiting-time', request: { params: DatasetPath },
  responses: { 200: { description: 'How long answers take, with the method', ...json(WaitingAnswer) } },
})

export type AccessRoutesNeeds = ActNeeds & { readonly isRecused: IsRecused }

/** Access on application: the form, applications, decisions, how long they take. */
export function accessRoutes(needs: AccessRoutesNeeds) {
  const { database: { queries }, clock, isRecused } = needs

  async function formFor(principal: Principal, name: DatasetName): Promise<AccessForm> {
    const { id, organisation } = await getDataset({ principal, name }, { queries, isRecused })
    const form = await getAccessForm(id, { queries })
    return isAllowed(principal, 'access:answer', organisation.id) ? form : publicForm(form)
  }

  return doorRoutes()
    .openapi(readForm, async (c) => c.json(await formFor(c.var.principal, c.req.valid('param')), 200))
    .openapi(editForm, async (c) => {
      const name = c.req.valid('param')
      await editAccessForm({ principal: c.var.principal, name, form: c.req.valid('json') }, needs)
      return c.json(await formFor(c.var.principal, name), 200)
    })
    .openapi(apply, async (c) => {
      const { id } = await applyForAccess({ principal: c.var.principal, name: c.req.valid('param'), application: c.req.valid('json') }, needs)
      const row = await selectApplications(queries).where('a.id', '=', id).executeTakeFirstOrThrow()
      return c.json(describeApplication(row, { people: (await peopleOf([id], queries)).get(id) ?? [], mayDecide: false }), 201)
    })
    .openapi(list, async (c) => c.json(await listApplications({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('query') }, needs), 200))
    .openapi(listOwn, async (c) => c.json(await listOwnApplications({ principal: c.var.principal, ...c.req.valid('query') }, needs), 200))
    .openapi(grant, async (c) => {
      await decideApplication({ principal: c.var.principal, id: c.req.valid('param').id, decision: { kind: 'grant', ...c.req.valid('json') } }, needs)
      return c.body(null, 204)
    })
    .openapi(refuse, async (c) => {
      await decideApplication({ principal: c.var.principal, id: c.req.valid('param').id, decision: { kind: 'refuse', ...c.req.valid('json') } }, needs)
      return c.body(null, 204)
    })
    .openapi(withdraw, async (c) => {
      await withdrawApplication({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204)
    })
    .openapi(revoke, async (c) => {
      await revokeAccess({ principal: c.var.principal, id: c.req.valid('param').id, words: c.req.valid('json').words }, needs)
      return c.body(null, 204)
    })
    .openapi(waiting, async (c) => {
      const { id } = await getDataset({ principal: c.var.principal, name: c.req.valid('param') }, { queries, isRecused })
      return c.json(await measureWaiting(id, { queries, clock }), 200)
    })
}
