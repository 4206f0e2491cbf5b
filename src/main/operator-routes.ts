import { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import type { AuditTables } from '#platform/audit-log/audit-line.ts'
import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { actorOf } from '#platform/auth/principal.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { AuditLineAnswer, HealthAnswer, JobAnswer, JobView, StorageAnswer } from '#platform/http/operator-answers.ts'
import { Done, json, OneId, Page, PageQuery } from '#platform/http/shapes.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { sendMail } from '#platform/mail/mail.ts'
import { folderOf } from '#platform/storage/open-object-store.ts'
import { guarded } from '#kernels/rulebook/requires.ts'
import { objectsAddress } from './open-stores.ts'
import type { ServerParts } from './server-parts.ts'

const Root = z.object({ day: z.iso.date(), position: z.number(), hash: z.string() })

const jobs = guarded('operator:jobs', { method: 'get', path: '/operator/jobs', request: { query: PageQuery.extend({ state: JobView.default('failed') }) }, responses: { 200: { description: 'Jobs in one state; those that failed for good unless another is asked for', ...json(Page(JobAnswer)) } } })
const retry = guarded('operator:jobs', { method: 'post', path: '/operator/jobs/{id}/retry', request: { params: OneId }, responses: Done })
const storage = guarded('operator:storage', { method: 'get', path: '/operator/storage', responses: { 200: { description: 'What lies where', ...json(StorageAnswer) } } })
const auditLog = guarded('operator:audit-log', { method: 'get', path: '/operator/audit-log', request: { query: PageQuery.extend({ object: z.string().max(300).default('') }) }, responses: { 200: { description: 'Who did what, the newest first', ...json(Page(AuditLineAnswer)) } } })
const roots = guarded('audit-log:read-roots', { method: 'get', path: '/audit-roots', request: { query: PageQuery }, responses: { 200: { description: 'The last line of each day that is over, the newest day first: whoever keeps one can prove that nothing before it was changed', ...json(Page(Root)) } } })
const health = guarded('operator:storage', { method: 'get', path: '/operator/health', responses: { 200: { description: 'How the parts stand', ...json(HealthAnswer) } } })

type OperatorParts = Pick<ServerParts, 'database' | 'objects' | 'clock' | 'config' | 'version'> & { readonly jobs: Pick<Jobs, 'list' | 'listDeadLetters' | 'retryDeadLetter'> }

/** What operators look at: jobs, storage, the audit log, health; and for anyone, the daily roots of the audit log. Reading the log is itself written there. */
export function operatorRoutes({ database, jobs: known, objects, clock, config, version }: OperatorParts, { mailDestination }: { readonly mailDestination: string }) {
  const startedAt = clock.now().toISOString()
  const { queries } = database
  const lines = queries.withTables<AuditTables>()
  return doorRoutes()
    .openapi(jobs, async (c) => {
      const { state, offset, limit } = c.req.valid('query')
      if (state !== 'failed') {
        const { items, total } = await known.list({ state, offset, limit })
        return c.json({ items: items.map(({ id, job, attempt, createdAt }) => ({ id, name: job, state, attempts: attempt, createdAt: createdAt.toISOString(), because: null })), total }, 200)
      }
      const letters = await known.listDeadLetters()
      const items = letters.slice(offset, offset + limit).map(({ id, job, attempts, because, failedAt }) => ({ id, name: job, state, attempts, createdAt: failedAt.toISOString(), because }))
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
      const { rows: [row] } = await sql`select pg_database_size(current_database()) as bytes`.execute(queries)
      let bytes = 0
      let count = 0
      for await (const object of objects.list('')) {
        bytes += object.bytes
        count++
      }
      const address = objectsAddress(config)
      return c.json({
        database: { driver: database.driver.kind, bytes: z.object({ bytes: z.number() }).parse(row).bytes },
        objects: { kind: folderOf(address) === undefined ? 's3' as const : 'folder' as const, place: folderOf(address) ?? address.split('?')[0] ?? '', bytes, count },
      }, 200)
    })
    .openapi(auditLog, async (c) => {
      const { offset, limit, object } = c.req.valid('query')
      const wanted = lines.selectFrom('audit_line').$if(object !== '', (query) => query.where('object', '=', object))
      const found = await wanted.select(['position', 'at', 'actor', 'acting_for', 'act', 'object', 'hash']).orderBy('position', 'desc').offset(offset).limit(limit).execute()
      const { total } = await wanted.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      await database.transaction((tx) => recordInAuditLog({ actor: actorOf(c.var.principal), act: 'operator:audit-log', object: object === '' ? 'audit-log' : object, detail: { offset } }, { tx, clock }))
      return c.json({ items: found.map((line) => ({ place: line.position, at: line.at.toISOString(), actor: line.actor, actingFor: line.acting_for, act: line.act, object: line.object, hash: line.hash })), total }, 200)
    })
    .openapi(roots, async (c) => {
      const { offset, limit } = c.req.valid('query')
      const { total } = await lines.selectFrom('audit_root').select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      return c.json({ items: await lines.selectFrom('audit_root').select(['day', 'position', 'hash']).orderBy('day', 'desc').offset(offset).limit(limit).execute(), total }, 200)
    })
    .openapi(health, async (c) => c.json({
      version, startedAt,
      checks: await Promise.all([
        check('database', 'answers', async () => { await sql`select 1`.execute(queries) }),
        check('storage', 'answers', async () => { await objects.head('ready') }),
        check('mail', `goes to ${mailDestination}`, async () => {
          const lost = (await known.listDeadLetters()).filter(({ job }) => job === sendMail.name).length
          if (lost > 0) throw new Unwell(`${lost} letters were given up; see the jobs`)
        }),
      ]),
    }, 200))
}

/** What is wrong with a part that answers. */
class Unwell extends Error {}

/** A part that does not answer is what an operator looks for here, so it is told and not thrown on. */
async function check(name: string, words: string, look: () => Promise<void>): Promise<{ name: string; isWell: boolean; words: string }> {
  try {
    await look()
    return { name, isWell: true, words }
  } catch (fault) {
    return { name, isWell: false, words: fault instanceof Unwell ? fault.message : 'does not answer' }
  }
}
