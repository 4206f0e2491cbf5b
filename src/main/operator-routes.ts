import { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { AuditTables } from '#platform/audit-log/audit-line.ts'
import { actorOf } from '#platform/auth/principal.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { guarded } from '#kernels/rulebook/requires.ts'
import type { ServerParts } from './server-parts.ts'
import { json, ListOf, OneId, Slice } from './people-shapes.ts'

const Instant = z.iso.datetime()
const Job = z.object({ id: z.string(), name: z.string(), state: z.string(), attempts: z.number(), createdAt: Instant, because: z.string().nullable() })
const Line = z.object({ place: z.number(), at: Instant, actor: z.string(), actingFor: z.string().nullable(), act: z.string(), object: z.string(), hash: z.string() })
const Root = z.object({ day: z.iso.date(), position: z.number(), hash: z.string() })
const Storage = z.object({
  database: z.object({ driver: z.string(), bytes: z.number() }),
  objects: z.object({ kind: z.string(), place: z.string(), bytes: z.number(), count: z.number(), freeBytes: z.number().nullable() }),
})
const Health = z.object({ version: z.string(), startedAt: Instant, checks: z.array(z.object({ name: z.string(), isWell: z.boolean(), words: z.string() })) })

const jobs = guarded('operator:jobs', { method: 'get', path: '/operator/jobs', request: { query: Slice.extend({ state: z.string().max(20).optional() }) }, responses: { 200: { description: 'Jobs that failed for good', ...json(ListOf(Job)) } } })
const retry = guarded('operator:jobs', { method: 'post', path: '/operator/jobs/{id}/retry', request: { params: OneId }, responses: { 204: { description: 'It has all its attempts anew' } } })
const storage = guarded('operator:storage', { method: 'get', path: '/operator/storage', responses: { 200: { description: 'What lies where', ...json(Storage) } } })
const auditLog = guarded('operator:audit-log', { method: 'get', path: '/operator/audit-log', request: { query: Slice.extend({ object: z.string().max(300).optional() }) }, responses: { 200: { description: 'Who did what, the newest first', ...json(ListOf(Line)) } } })
const roots = guarded('audit-log:read-roots', { method: 'get', path: '/audit-roots', request: { query: Slice }, responses: { 200: { description: 'The last line of each day that is over, the newest day first: whoever keeps one can prove that nothing before it was changed', ...json(ListOf(Root)) } } })
const health = guarded('operator:storage', { method: 'get', path: '/operator/health', responses: { 200: { description: 'How the parts stand', ...json(Health) } } })

/** What operators look at: failed jobs, storage, the audit log, health; and for anyone, the daily roots of the audit log. Reading the log is itself written there. */
export function operatorRoutes({ database, jobs: known, objects, clock, config, version }: ServerParts, { mailDestination }: { readonly mailDestination: string }) {
  const startedAt = clock.now().toISOString()
  const { queries } = database
  return doorRoutes()
    .openapi(jobs, async (c) => {
      const { offset, limit } = c.req.valid('query')
      const letters = await known.listDeadLetters()
      const items = letters.slice(offset, offset + limit).map(({ id, job, attempts, because, failedAt }) => ({ id, name: job, state: 'failed', attempts, createdAt: failedAt.toISOString(), because }))
      return c.json({ items, total: letters.length }, 200)
    })
    .openapi(retry, async (c) => {
      const { id } = c.req.valid('param')
      await database.transaction(async (tx) => {
        await known.retryDeadLetter(id, tx)
        await recordInAuditLog({ actor: actorOf(c.var.principal), act: 'operator:jobs', object: `job:${id}`, detail: {} }, { tx, clock })
      })
      return c.body(null, 204)
    })
    .openapi(storage, async (c) => {
      const { rows: [row] } = await sql<{ bytes: number }>`select pg_database_size(current_database())::bigint as bytes`.execute(queries)
      let bytes = 0
      let count = 0
      for await (const object of objects.list('')) {
        bytes += object.bytes
        count++
      }
      return c.json({
        database: { driver: database.driver.kind, bytes: Number(row?.bytes ?? 0) },
        objects: { kind: config.storageUrl?.startsWith('s3:') ? 's3' : 'folder', place: config.storageUrl?.split('?')[0] ?? 'objects', bytes, count, freeBytes: null },
      }, 200)
    })
    .openapi(auditLog, async (c) => {
      const { offset, limit, object } = c.req.valid('query')
      const tables = queries.withTables<AuditTables>()
      const wanted = object === undefined || object === '' ? undefined : object
      const lines = await tables.selectFrom('audit_line').select(['position', 'at', 'actor', 'acting_for', 'act', 'object', 'hash'])
        .$if(wanted !== undefined, (query) => query.where('object', '=', wanted ?? '')).orderBy('position', 'desc').offset(offset).limit(limit).execute()
      const { total } = await tables.selectFrom('audit_line').select(({ fn }) => fn.countAll<number>().as('total')).$if(wanted !== undefined, (query) => query.where('object', '=', wanted ?? '')).executeTakeFirstOrThrow()
      await database.transaction((tx) => recordInAuditLog({ actor: actorOf(c.var.principal), act: 'operator:audit-log', object: wanted ?? 'audit-log', detail: { offset } }, { tx, clock }))
      return c.json({ items: lines.map((line) => ({ place: line.position, at: line.at.toISOString(), actor: line.actor, actingFor: line.acting_for, act: line.act, object: line.object, hash: line.hash })), total: Number(total) }, 200)
    })
    .openapi(roots, async (c) => {
      const { offset, limit } = c.req.valid('query')
      const tables = queries.withTables<AuditTables>()
      const { total } = await tables.selectFrom('audit_root').select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      return c.json({ items: await tables.selectFrom('audit_root').select(['day', 'position', 'hash']).orderBy('day', 'desc').offset(offset).limit(limit).execute(), total: Number(total) }, 200)
    })
    .openapi(health, async (c) => c.json({
      version, startedAt,
      checks: await Promise.all([
        check('database', async () => { await sql`select 1`.execute(queries) }),
        check('storage', async () => { await objects.head('ready') }),
        check('mail', async () => {}, mailDestination),
      ]),
    }, 200))
}

async function check(name: string, look: () => Promise<void>, words = 'answers'): Promise<{ name: string; isWell: boolean; words: string }> {
  try {
    await look()
    return { name, isWell: true, words }
  } catch {
    return { name, isWell: false, words: 'does not answer' }
  }
}
