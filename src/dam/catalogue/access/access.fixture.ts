import { sql as statement } from 'kysely'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#platform/auth/people-answers.ts'
import type { Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { openEnginePool } from '#platform/engines/engine-pool.ts'
import { literal, sql } from '#platform/engines/sql-text.ts'
import { deliverEvents } from '#platform/events/deliver-events.ts'
import { registerConsumers } from '#platform/events/run-consumers.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { answerThrown } from '#platform/http/refusals.ts'
import type { Mail } from '#platform/mail/mail.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { AccessClass, DatasetDetails } from '../datasets/dataset-answers.ts'
import type { DatasetTables } from '../datasets/dataset-tables.ts'
import { mondayToFriday } from '../feedback/business-days.ts'
import { feedbackRoutes } from '../feedback/feedback.routes.ts'
import { notificationRoutes } from '../notifications/notifications.routes.ts'
import { notifyPeople } from '../notifications/notify-people.ts'
import type { Evidence } from '../publishing/evidence.ts'
import { filesInFolder } from '../publishing/local-files.ts'
import { accessRoutes } from './access.routes.ts'
import { mayDownload } from './may-download.ts'
import { recallRoutes } from './recalls.routes.ts'
import { sampleRoutes } from './samples.routes.ts'

/** Invented people, each with the roles in which they act for the publisher, or for another organisation. */
const PEOPLE: Readonly<Record<string, { readonly organisation?: string; readonly roles?: readonly Role[] }>> = {
  officer: { organisation: 'test-city', roles: ['access-officer'] },
  'second-officer': { organisation: 'test-city', roles: ['access-officer'] },
  recused: { organisation: 'test-city', roles: ['access-officer', 'steward'] },
  owner: { organisation: 'test-city', roles: ['owner'] },
  steward: { organisation: 'test-city', roles: ['steward'] },
  approver: { organisation: 'test-city', roles: ['approver'] },
  member: { organisation: 'test-city', roles: ['member'] },
  stranger: { organisation: 'other-town', roles: ['owner', 'access-officer', 'steward'] },
  reader: {}, other: {}, colleague: {}, follower: {},
}

export const DETAILS: DatasetDetails = {
  title: { ko: '방문 기록', en: 'Visits', ar: 'زيارات' }, description: {}, keywords: [], domain: 'health', contact: null, access: 'on-application', language: ['ko'],
  licence: { id: 'CC-BY-4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null },
}

/** The hat of a person above; `name as nobody` wears none. */
export function who(name: string): Principal {
  const [personId = '', hat] = name.split(' as ')
  const person = PEOPLE[personId]
  if (!person) return { kind: 'anonymous' }
  const { organisation, roles = [] } = person
  return { kind: 'person', personId, sessionId: `session-${personId}`, isOperator: false, actingFor: organisation === undefined || hat === 'nobody' ? null : { organisationId: organisation, slug: organisation, roles } }
}

/** A Monday. */
const START = Date.parse('2026-03-02T09:00:00.000Z')

/** What tests write, those that stand on others first. */
const WRITTEN = ['application_notice', 'application_person', 'application', 'access_form', 'sample_draw', 'recall_notice', 'recall', 'thread_post', 'thread', 'citing_work', 'follow', 'notification', 'notification_mute']

/** Rows of the version that all tests share, in two files, three strata of different sizes. */
export const ROWS = 2000

/** The five doors of access and feedback, on a database with one published data set on application: `test-city/visits@1.0.0`. */
export async function openDoors(database: Database) {
  const folder = await mkdtemp(join(tmpdir(), 'datadam-access-'))
  const engines = openEnginePool(() => openDuckDb({ memoryBytes: 300e6, threads: 1, temporaryDirectory: folder }), { most: 1, longestLine: 50 })
  let time = START
  const clock = { now: () => new Date(time) }
  const mails: Mail[] = []
  const recusedFrom = new Map([['recused', 'dataset:test-city/visits']])
  const isRecused = ({ personId, objects }: { readonly personId: string; readonly objects: readonly string[] }) => Promise.resolve(objects.includes(recusedFrom.get(personId) ?? ''))
  const needs = {
    database, clock, newId: randomUUID, isRecused, engines, localFiles: filesInFolder(folder), sampleKey: Buffer.from('a key for tests only'), calendar: mondayToFriday,
    mayDownload: (question: Parameters<typeof mayDownload>[0]) => mayDownload(question, { queries: database.queries, clock }),
  }
  await addPeople(database, clock.now())
  await writeRows(folder, engines)
  await addDataset(database, clock.now())
  const consumer = notifyPeople({ newId: randomUUID, isRecused, origin: 'https://dam.example', enqueueMail: (mail) => { mails.push(mail); return Promise.resolve() } })
  await registerConsumers([consumer], { database })

  let asking: Principal = { kind: 'anonymous' }
  const app = doorRoutes()
  app.onError(answerThrown({ log: { fault: (fault) => { throw fault } } }))
  app.use(async (c, next) => { c.set('principal', asking); c.set('requestId', 'r'); await next() })
  for (const routes of [accessRoutes(needs), sampleRoutes(needs), recallRoutes(needs), feedbackRoutes(needs), notificationRoutes(needs)]) app.route('/', routes)

  /** Sends a request as somebody, with a body in JSON where one is given. */
  async function ask(name: string, method: string, path: string, body?: unknown): Promise<Response> {
    asking = who(name)
    return app.request(path, { method, ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) })
  }

  const day = 86_400_000
  return {
    ask, needs, mails, recusedFrom, consumer,
    /** Tells the consumer everything that happened since. */
    async deliver() { for (let isUpToDate = false; !isUpToDate;) ({ isUpToDate } = await deliverEvents(consumer, { database, clock })) },
    /** As at the beginning: nothing written but events and the audit log, whose lines stay. */
    async forget() {
      await this.deliver()
      for (const table of WRITTEN) await statement`delete from ${statement.table(table)}`.execute(database.queries)
      mails.length = 0
      time = START
      await this.setAccess('on-application')
    },
    passDays(days: number) { time += days * day },
    async setAccess(access: AccessClass) { await database.queries.withTables<DatasetTables>().updateTable('dataset').set({ access }).execute() },
    async close() { engines.close(); await rm(folder, { recursive: true, force: true }) },
  }
}

async function addPeople(database: Database, at: Date): Promise<void> {
  const tables = database.queries.withTables<{
    organisation: { id: string; slug: string; name: string; created_at: Date }
    person: { id: string; name: string; email: string; email_verified: boolean; language: string; created_at: Date; updated_at: Date }
    membership: { organisation_id: string; person_id: string; roles: string[]; created_at: Date }
  }>()
  for (const slug of ['test-city', 'other-town']) await tables.insertInto('organisation').values({ id: slug, slug, name: JSON.stringify({ ko: slug }), created_at: at }).execute()
  for (const [id, { organisation, roles = [] }] of Object.entries(PEOPLE)) {
    await tables.insertInto('person').values({ id, name: `Name of ${id}`, email: `${id}@example.org`, email_verified: id !== 'other', language: 'en', created_at: at, updated_at: at }).execute()
    if (organisation !== undefined) await tables.insertInto('membership').values({ organisation_id: organisation, person_id: id, roles: [...roles], created_at: at }).execute()
  }
}

async function writeRows(folder: string, engines: ReturnType<typeof openEnginePool>): Promise<void> {
  await mkdir(join(folder, 'releases/data'), { recursive: true })
  await engines.use(async (engine) => {
    for (const [name, from, to] of [['0', 0, 1200], ['1', 1200, ROWS]] as const) {
      await engine.run(sql`copy (select i as number, case when i % 10 < 6 then '가' when i % 10 < 9 then 'b"' else null end as "group ""name""", i % 2 = 0 as even from range(${literal(from)}, ${literal(to)}) t(i)) to ${literal(join(folder, `releases/data/${name}.parquet`))} (format parquet)`)
    }
  })
}

const EVIDENCE: Evidence = {
  rows: ROWS, bytes: 1, manifestSha256: 'a'.repeat(64), verification: 'passed', promises: [], measured: [], face: [],
  columns: ['number', 'group "name"', 'even'].map((name) => ({ name, type: 'text', role: null, missingShare: null, distinct: null })),
  files: [{ path: 'data/0.parquet', bytes: 1, sha256: '', rows: 1200 }, { path: 'data/1.parquet', bytes: 1, sha256: '', rows: ROWS - 1200 }, { path: 'README.md', bytes: 1, sha256: '', rows: null }],
}

/** Two versions: 1.0.0 is published, 1.1.0 is not. */
async function addDataset(database: Database, at: Date): Promise<void> {
  const tables = database.queries.withTables<DatasetTables>()
  await tables.insertInto('dataset').values({ id: 'visits', publisher_id: 'test-city', slug: 'visits', details: asJsonb(DETAILS), access: DETAILS.access, domain: null, doi: null, latest_version_id: null, created_by: 'steward', created_at: at, edited_at: at }).execute()
  for (const version of ['1.0.0', '1.1.0']) {
    await tables.insertInto('version').values({
      id: `visits-${version}`, dataset_id: 'visits', version, state: version === '1.0.0' ? 'published' : 'evidence-complete', run_id: null, started_by: 'steward', submitted_by: null, submitted_at: null, release_path: 'releases', rows: ROWS, bytes: 1,
      manifest_sha256: EVIDENCE.manifestSha256, verification: 'passed', evidence: asJsonb(EVIDENCE), face: null, doi: null, published_at: version === '1.0.0' ? at : null, withdrawn_at: null, withdrawn_because: null, created_at: at,
    }).execute()
  }
  await tables.updateTable('dataset').set({ latest_version_id: 'visits-1.0.0' }).execute()
}
