import { z } from '@hono/zod-openapi'
import { guarded } from '#kernels/rulebook/requires.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json, jsonBody, Page, PageQuery } from '#platform/http/shapes.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { NotificationAnswer } from '../feedback/feedback-answers.ts'
import { listMuted, muteNotices } from './mute-notices.ts'
import { isNoticeKind, type NoticeKind } from './notice-words.ts'
import { listNotifications, readNotifications } from './read-notifications.ts'

const Kinds = z.object({ kinds: z.array(z.string().refine((kind): kind is NoticeKind => isNoticeKind(kind), 'a kind of notice')).max(50) })

const list = guarded('notification:read', { method: 'get', path: '/notifications', request: { query: PageQuery }, responses: { 200: { description: 'What the person was told', ...json(Page(NotificationAnswer)) } } })
const read = guarded('notification:read', { method: 'post', path: '/notifications/read', request: { body: jsonBody(z.object({ ids: z.array(z.string().max(100)).max(100) })) }, responses: { 204: { description: 'Noted' } } })
const muted = guarded('notification:read', { method: 'get', path: '/notifications/muted', responses: { 200: { description: 'Kinds that the person does not want', ...json(z.object({ kinds: z.array(z.string()) })) } } })
const mute = guarded('notification:read', { method: 'put', path: '/notifications/muted', request: { body: jsonBody(Kinds) }, responses: { 204: { description: 'Noted' } } })

export interface NotificationRoutesNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly isRecused: IsRecused
}

/** What a person was told, read, and does not want to be told. */
export function notificationRoutes(needs: NotificationRoutesNeeds) {
  return doorRoutes()
    .openapi(list, async (c) => c.json(await listNotifications({ principal: c.var.principal, ...c.req.valid('query') }, needs), 200))
    .openapi(read, async (c) => {
      await readNotifications({ principal: c.var.principal, ids: c.req.valid('json').ids }, needs)
      return c.body(null, 204)
    })
    .openapi(muted, async (c) => c.json({ kinds: await listMuted({ principal: c.var.principal }, needs) }, 200))
    .openapi(mute, async (c) => {
      await muteNotices({ principal: c.var.principal, kinds: c.req.valid('json').kinds }, needs)
      return c.body(null, 204)
    })
}
