import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#platform/auth/people-answers.ts'
import type { Principal } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { openEnginePool } from '#platform/engines/engine-pool.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { answerThrown } from '#platform/http/refusals.ts'
import { folderObjectStore } from '#platform/storage/folder-object-store.ts'
import type { DatasetDetails } from '../datasets/dataset-answers.ts'
import { datasetRoutes } from '../datasets/datasets.routes.ts'
import { openCatalogueIndex } from '../finding/open-catalogue-index.ts'
import { type Dataset, findDataset } from '../datasets/find-dataset.ts'
import type { RefuseSameHand } from './approve-version.ts'
import { beginVersion } from './begin-version.ts'
import { completeEvidence } from './complete-evidence.ts'
import { evidenceComplete } from './gate-evidence-complete.ts'
import { secondPerson } from './gate-second-person.ts'
import { filesInFolder } from './local-files.ts'
import type { MayDownload } from './decide-download.ts'
import { publishingRoutes } from './publishing.routes.ts'
import { readEvidence, releaseFolder } from './read-evidence.ts'
import { releasedVisits } from './released-visits.fixture.ts'
import { versionRoutes } from './versions.routes.ts'
import { returnedVersions, waitingApprovals } from './waiting-versions.ts'

/** Invented people, each with the organisation and the roles in which they act. */
const PEOPLE: Readonly<Record<string, { readonly organisation?: string; readonly roles?: readonly Role[] }>> = {
  steward: { organisation: 'test-city', roles: ['steward'] },
  approver: { organisation: 'test-city', roles: ['approver'] },
  'steward-and-approver': { organisation: 'test-city', roles: ['steward', 'approver'] },
  owner: { organisation: 'test-city', roles: ['owner'] },
  member: { organisation: 'test-city', roles: ['member'] },
  recused: { organisation: 'test-city', roles: ['approver'] },
  stranger: { organisation: 'other-town', roles: ['owner', 'steward', 'approver'] },
  reader: {},
  granted: {},
}

export const VISITS_DETAILS: DatasetDetails = {
  title: { ko: '방문 기록', en: 'Visits', ar: 'زيارات' }, description: { en: 'Visits to the clinics of an invented city' }, keywords: ['clinic', '진료'], domain: 'health',
  licence: { id: 'CC-BY-4.0', territory: null, mayRedistribute: true, mustAttribute: true, expires: null }, contact: 'data@test-city.example', access: 'open', language: ['ko'],
}

/** A reason that is long enough for a version with a failed measurement; the visits have one. */
export const APPROVAL = { words: 'The costs above 890 are real and explained on the page.' }

/** By access class; of the people above, one has a grant. */
const MAY_DOWNLOAD: MayDownload = ({ principal, version: { isInside, dataset } }) => {
  if (isInside || dataset.access === 'open') return Promise.resolve({ may: true })
  if (principal.kind === 'anonymous') return Promise.resolve({ may: false, code: 'unauthenticated', because: 'Sign in first' })
  return Promise.resolve(dataset.access === 'registered' || principal.personId === 'granted' ? { may: true } : { may: false, code: 'forbidden', because: 'Apply first' })
}

/** One of the people above, or nobody. */
export function who(name: string): Principal {
  const person = PEOPLE[name]
  if (!person) return { kind: 'anonymous' }
  const { organisation, roles = [] } = person
  return { kind: 'person', personId: name, sessionId: `session-${name}`, isOperator: false, actingFor: organisation === undefined ? null : { organisationId: organisation, slug: organisation, roles } }
}

/** The catalogue with all its doors, on a database that is empty but for two organisations and their people. */
export async function openCatalogue(database: Database, { refuseSameHand = () => Promise.resolve() }: { readonly refuseSameHand?: RefuseSameHand } = {}) {
  const releases = await releasedVisits()
  const spill = await mkdtemp(join(tmpdir(), 'datadam-catalogue-'))
  const engines = openEnginePool(() => openDuckDb({ memoryBytes: 300e6, threads: 1, temporaryDirectory: spill }), { most: 2, longestLine: 50 })
  let time = Date.parse('2026-03-01T09:00:00.000Z')
  const clock = { now: () => new Date(time += 1000) }
  const isRecused = ({ personId }: { readonly personId: string }) => Promise.resolve(personId === 'recused')
  await addPeople(database, clock.now())
  const needs = {
    database, clock, newId: randomUUID, engines, localFiles: filesInFolder(releases), store: folderObjectStore(releases), isRecused,
    mayDownload: MAY_DOWNLOAD,
    isFollowed: () => Promise.resolve(false), medianWaitingDays: () => Promise.resolve(3), gates: [evidenceComplete, secondPerson], doiPrefix: '10.12345', publicUrl: 'https://dam.example',
    refuseSameHand,
    inboxSources: [waitingApprovals({ database, isRecused }), returnedVersions({ database, isRecused })],
  }
  const index = openCatalogueIndex({ queries: database.queries })
  let asking: Principal = { kind: 'anonymous' }
  const app = doorRoutes()
  app.onError(answerThrown({ log: { fault: (fault) => { throw fault } } }))
  app.use(async (c, next) => { c.set('principal', asking); c.set('requestId', 'r'); await next() })
  app.route('/', datasetRoutes({ ...needs, index }))
  app.route('/', versionRoutes(needs))
  app.route('/', publishingRoutes(needs))

  /** Adds doors of another feature; before anything is asked. */
  function plug(routes: ReturnType<typeof doorRoutes>): void {
    app.route('/', routes)
  }

  /** Sends a request as somebody, with a body in JSON where one is given. */
  async function ask(name: string, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    asking = who(name)
    return app.request(path, { method, headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) })
  }

  /** What the run job does: begins the version, and ends with a release that the pipeline made, of this version or another. */
  async function run(version: string, { starter = 'steward', releaseOf = version }: { readonly starter?: string; readonly releaseOf?: string } = {}): Promise<{ versionId: string; runId: string }> {
    const dataset = await visits()
    const runId = randomUUID()
    const { versionId } = await database.transaction((tx) => beginVersion({ principal: who(starter), dataset, version, runId }, { ...needs, tx }))
    const releasePath = `test-city/visits@${releaseOf}`
    const evidence = await readEvidence({ publisher: 'test-city', slug: 'visits', version: releaseOf }, releaseFolder(join(releases, releasePath)))
    await database.transaction((tx) => completeEvidence({ versionId, runId, releasePath, evidence }, { tx }))
    return { versionId, runId }
  }

  /** Runs, submits and approves a version by its doors. */
  async function publish(version: string, releaseOf = version): Promise<void> {
    await run(version, { releaseOf })
    for (const [person, act, body] of [['steward', 'submit', undefined], ['approver', 'approve', APPROVAL]] as const) {
      const answer = await ask(person, 'POST', `/datasets/test-city/visits/versions/${version}/${act}`, body)
      if (answer.status !== 204) throw new Error(`${act}: ${await answer.text()}`)
    }
  }

  async function visits(): Promise<Dataset> {
    const dataset = await findDataset({ publisher: 'test-city', slug: 'visits' }, database.queries)
    if (!dataset) throw new Error('Make the data set first')
    return dataset
  }

  return { ask, plug, run, publish, visits, needs, index, async close() { engines.close(); await rm(spill, { recursive: true, force: true }) } }
}

async function addPeople(database: Database, at: Date): Promise<void> {
  const tables = database.queries.withTables<{
    organisation: { id: string; slug: string; name: string; created_at: Date }
    person: { id: string; name: string; email: string; created_at: Date; updated_at: Date }
  }>()
  for (const slug of ['test-city', 'other-town']) await tables.insertInto('organisation').values({ id: slug, slug, name: JSON.stringify({ ko: '시험시', en: slug }), created_at: at }).execute()
  for (const id of Object.keys(PEOPLE)) await tables.insertInto('person').values({ id, name: `Name of ${id}`, email: `${id}@example.org`, created_at: at, updated_at: at }).execute()
}
