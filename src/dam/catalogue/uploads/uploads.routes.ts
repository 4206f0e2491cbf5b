import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, jsonBody, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import { DatasetPath } from '../datasets/catalogue-paths.ts'
import { UploadAnswer } from '../runs/run-answers.ts'
import { describeUpload } from './describe-upload.ts'
import { getUpload } from './find-upload.ts'
import { importFromUrl } from './import-from-url.ts'
import { listUploads } from './list-uploads.ts'
import { removeUpload, type RemoveUploadNeeds } from './remove-upload.ts'
import { openTusDoor, type TusNeeds } from './tus-door.ts'


const begin = guarded('upload:add', { method: 'post', path: '/uploads', responses: { 201: { description: 'Begun, by the protocol tus 1.0.0: metadata dataset=publisher/data-set, filename, relativePath, sha256; the address is in Location' } } })
const send = guarded('upload:add', { method: 'patch', path: '/uploads/{id}', request: { params: OneId }, responses: { 204: { description: 'These bytes are on the disk, by the protocol tus 1.0.0' } } })
const read = guarded('upload:read', { method: 'get', path: '/uploads/{id}', request: { params: OneId }, responses: { 200: { description: 'How far the upload is; as HEAD by the protocol tus 1.0.0', ...json(UploadAnswer) }, 410: { description: 'Given up, because it was not finished in time' } } })
const remove = guarded('upload:add', { method: 'delete', path: '/uploads/{id}', request: { params: OneId }, responses: { 204: { description: 'Removed, whole or not' } } })
const list = guarded('upload:read', {
  method: 'get', path: '/datasets/{publisher}/{slug}/uploads', request: { params: DatasetPath, query: PageQuery },
  responses: { 200: { description: 'Uploads, newest first', ...json(Page(UploadAnswer)) } },
})
const fetchFrom = guarded('upload:add', {
  method: 'post', path: '/datasets/{publisher}/{slug}/imports', request: { params: DatasetPath, body: jsonBody(z.object({ url: z.string().max(4000) })) },
  responses: { 202: { description: 'A worker fetches the file', ...json(UploadAnswer) } },
})

/** What the doors of uploads need. */
export type UploadRoutesNeeds = TusNeeds & RemoveUploadNeeds

const TUS = { 'tus-resumable': '1.0.0' }

/** Uploads: send, fetch, list, remove. What was uploaded is never handed out again. */
export function uploadRoutes(needs: UploadRoutesNeeds) {
  const reading = { queries: needs.database.queries, isRecused: needs.isRecused }
  const tus = openTusDoor(needs)
  return doorRoutes()
    .openapi(begin, (c) => tus(c.req.raw, c.var.principal))
    .openapi(send, (c) => tus(c.req.raw, c.var.principal))
    .openapi(read, async (c) => {
      // HEAD comes by the route of GET.
      if (c.req.method === 'HEAD') return tus(c.req.raw, c.var.principal)
      const { upload } = await getUpload({ principal: c.var.principal, id: c.req.valid('param').id, permission: 'upload:read' }, reading)
      return c.json(await describeUpload(upload, needs), 200)
    })
    .openapi(remove, async (c) => {
      await removeUpload({ principal: c.var.principal, id: c.req.valid('param').id }, needs)
      return c.body(null, 204, TUS)
    })
    .openapi(list, async (c) => c.json(await listUploads({ principal: c.var.principal, name: c.req.valid('param'), ...c.req.valid('query') }, { ...reading, receiving: needs.receiving }), 200))
    .openapi(fetchFrom, async (c) => {
      const { principal } = c.var
      const { id } = await importFromUrl({ principal, dataset: c.req.valid('param'), ...c.req.valid('json') }, needs)
      const { upload } = await getUpload({ principal, id, permission: 'upload:read' }, reading)
      return c.json(await describeUpload(upload, needs), 202)
    })
}
