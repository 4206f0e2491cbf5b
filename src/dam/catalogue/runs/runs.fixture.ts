import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { runProgram } from '#platform/child-program.ts'
import { keepProgram } from '#platform/kept-program.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { answerThrown } from '#platform/http/refusals.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import { guardedFetch, type GuardedNeeds } from '#platform/net/guarded-fetch.ts'
import type { Principal } from '#platform/auth/principal.ts'
import { type ScanContent, scansNothing } from '#platform/scan-content.ts'
import { folderObjectStore } from '#platform/storage/folder-object-store.ts'
import { openCatalogue, VISITS_DETAILS, who } from '../publishing/catalogue.fixture.ts'
import { fetchImport } from '../uploads/import-from-url.ts'
import { receivingFolder } from '../uploads/receiving-folder.ts'
import { removeObjects } from '../uploads/remove-upload.ts'
import { fetchImportJob, removeObjectsJob } from '../uploads/upload-jobs.ts'
import { uploadRoutes } from '../uploads/uploads.routes.ts'
import { executeRun, type RunPipeline } from './execute-run.ts'
import { materialiseInputs } from './materialise-inputs.ts'
import { PreviewResult } from './preview-answers.ts'
import type { PreviewNeeds, TryRecipe } from './preview-draft.ts'
import type { ProposeFromFiles } from './propose-draft.ts'
import { recipeRoutes } from './recipes.routes.ts'
import { executeRunJob } from './run-jobs.ts'
import { runRoutes } from './runs.routes.ts'
import { Tradeoff } from './tradeoff-answers.ts'
import type { ExploreDraft } from './tradeoff-draft.ts'

/** A small invented table: forty people, of whom each five share their age and sex. */
export const PEOPLE_CSV = ['name,age,sex,diagnosis', ...Array.from({ length: 40 }, (_, row) => `Person ${row},${20 + (row % 4) * 10},${row % 2 === 0 ? 'F' : 'M'},${['cold', 'fracture', 'headache'][row % 3]}`)].join('\n')

/** A recipe for it; the server writes the data set's name. */
export const PEOPLE_RECIPE = `datadam: 1
dataset: {name: any/thing, title: People, licence: CC0-1.0, language: [en]}
source: {kind: csv, path: people.csv}
columns:
  name: {role: identifier}
  age: {role: quasi-identifier, type: integer, hierarchy: {intervals: [10, 20]}}
  sex: {role: quasi-identifier}
  diagnosis: {role: sensitive}
privacy: {models: [k-anonymity: 5]}
release: {version: 1.0.0, date: 2026-01-31}
`

/** A recipe that names a file wherever it can. */
export const FILES_EVERYWHERE = `datadam: 1
dataset: {name: test-city/people, title: People, licence: CC0-1.0, language: [en]}
source: {kind: csv, path: [FILE, people.csv]}
plan: {cells: {by: [sex], target: {file: FILE}, tolerance: 0.1}}
columns:
  age: {role: quasi-identifier, hierarchy: {file: FILE}}
  sex: {role: quasi-identifier}
  diagnosis: {role: sensitive}
quality:
  - {foreign-key: {column: diagnosis, file: FILE, key: code}}
  - {distribution-distance: {column: sex, reference: FILE, at-most: 0.1}}
privacy: {models: [k-anonymity: 5]}
fairness: {label: diagnosis, favourable: cold, groups: [sex], reference: FILE}
release: {version: 1.0.0}
`

const limits = { memoryBytes: 400e6, threads: 1, temporaryDirectory: join(tmpdir(), 'datadam-spill') }

/** The program of the server that runs recipes; no room but main may import the pipeline. */
const PROGRAM = join(import.meta.dirname, '../../../main/pipeline-program.ts')
const PREVIEW_PROGRAM = join(import.meta.dirname, '../../../main/preview-program.ts')

/** The real pipeline, with everything it keeps in this folder. */
export function pipelineIn(home: string): RunPipeline {
  return async ({ recipeFile, out }, needs) => {
    await runProgram({ program: PROGRAM, request: { act: 'run', recipeFile, out, home, limits, today: '2026-01-31', version: '0.0.0' }, result: z.null() }, needs)
  }
}

interface Asked { readonly id: string; readonly name: string; readonly payload: unknown; isCancelled: boolean }

/** Uploads, recipes and runs behind their doors, with the data set test-city/people; jobs are kept until they are done by hand. */
export async function openRuns(database: Database, changes: { readonly folder?: string; readonly runPipeline?: RunPipeline; readonly network?: GuardedNeeds; readonly scan?: ScanContent } = {}) {
  const folder = changes.folder ?? await mkdtemp(join(tmpdir(), 'datadam-runs-'))
  const catalogue = await openCatalogue(database)
  await catalogue.ask('owner', 'POST', '/organisations/test-city/datasets', { slug: 'people', details: VISITS_DETAILS })
  await catalogue.ask('stranger', 'POST', '/organisations/other-town/datasets', { slug: 'theirs', details: VISITS_DETAILS })
  const asked: Asked[] = []
  const jobs: Pick<Jobs, 'enqueue' | 'cancel'> = {
    enqueue(definition, payload) {
      const id = randomUUID()
      asked.push({ id, name: definition.name, payload: definition.payload.parse(payload), isCancelled: false })
      return Promise.resolve(id)
    },
    cancel(_definition, id) {
      for (const job of asked) if (job.id === id) job.isCancelled = true
      return Promise.resolve()
    },
  }
  const faults: unknown[] = []
  const workspace = join(folder, 'work')
  await mkdir(workspace, { recursive: true })
  const store = folderObjectStore(join(folder, 'objects'))
  const trying = keepProgram(PREVIEW_PROGRAM)
  const places = { home: join(folder, 'home'), workspace: join(folder, 'preview-work'), limits }
  const tryRecipe: TryRecipe = ({ folder: files, text, exact, signal }) => trying.ask({ act: 'try', folder: files, text, exact, ...places }, PreviewResult, { signal })
  const exploreDraft: ExploreDraft = ({ folder: files, text, ks, signal }) => trying.ask({ act: 'explore', folder: files, text, ks, ...places }, Tradeoff, { signal, givesWay: true })
  const proposeFromFiles: ProposeFromFiles = ({ signal, ...request }) => runProgram({ program: PROGRAM, request: { act: 'propose', ...request, limits }, result: z.string() }, { progress: () => {}, signal })
  const needs = {
    database, clock: systemClock, newId: randomUUID, isRecused: catalogue.needs.isRecused, jobs, store, scan: changes.scan ?? scansNothing, receiving: receivingFolder(join(folder, 'receiving')),
    path: '/uploads', report: (fault: unknown) => { faults.push(fault) }, workspace, proposeFromFiles, tryRecipe, exploreDraft, previews: join(folder, 'previews'), layInputs: (request: Parameters<PreviewNeeds['layInputs']>[0]) => materialiseInputs(request, { store, signal: new AbortController().signal }), watchTimes: { lookMilliseconds: 10, heartbeatMilliseconds: 50 },
    runPipeline: changes.runPipeline ?? pipelineIn(join(folder, 'home')), inHand: new Map<string, Promise<unknown>>(),
  }
  let asking: Principal = { kind: 'anonymous' }
  const app = doorRoutes()
  app.onError(answerThrown({ log: { fault: (fault) => { faults.push(fault) } } }))
  app.use(async (c, next) => { c.set('principal', asking); c.set('requestId', 'r'); await next() })
  app.route('/', uploadRoutes(needs))
  app.route('/', recipeRoutes(needs))
  app.route('/', runRoutes(needs))

  /** Sends a request as somebody; a body that is no text goes as JSON. */
  function ask(name: string, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    asking = who(name)
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    return Promise.resolve(app.request(path, { method, headers: { ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: isRaw ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body) }) }))
  }

  /** Sends a whole file at once. @returns the upload's id */
  async function upload(name: string, content: string, metadata: Readonly<Record<string, string>> = {}, person = 'steward'): Promise<string> {
    const said = Object.entries({ dataset: 'test-city/people', filename: name, ...metadata }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',')
    const answer = await ask(person, 'POST', '/uploads', content, { 'tus-resumable': '1.0.0', 'upload-length': String(Buffer.byteLength(content)), 'upload-metadata': said, 'content-type': 'application/offset+octet-stream' })
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
    return (answer.headers.get('location') ?? '').split('/').at(-1) ?? ''
  }

  /** Does the jobs that were asked for and not cancelled, as a worker would; a fault is thrown on. */
  async function work(attempt = 1, signal: AbortSignal = new AbortController().signal): Promise<void> {
    for (let job = asked.shift(); job; job = asked.shift()) {
      if (job.isCancelled) continue
      if (job.name === executeRunJob.name) await executeRun(executeRunJob.payload.parse(job.payload), { id: job.id, attempt, signal }, needs)
      if (job.name === removeObjectsJob.name) await removeObjects(removeObjectsJob.payload.parse(job.payload), needs)
      if (job.name === fetchImportJob.name) await fetchImport(fetchImportJob.payload.parse(job.payload), { ...needs, signal, fetch: (request, stop) => guardedFetch(request, { ...changes.network, ...stop }) })
    }
  }

  return { ask, upload, work, asked, faults, needs, folder, catalogue, async close() { trying.end(); await catalogue.close(); await rm(folder, { recursive: true, force: true }) } }
}

/** An answer's body, read as what it should be. */
export async function bodyOf<Schema extends z.ZodType>(answer: Response, schema: Schema): Promise<z.infer<Schema>> {
  const text = await answer.text()
  const parsed = schema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new Error(`${answer.status} ${text}`)
  return parsed.data
}

/** How a "no" is read. */
export const Said = z.object({ code: z.string(), detail: z.string() })
