import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { accessRoutes } from '#dam/catalogue/access/access.routes.ts'
import { waitingApplications, waitingRecalls } from '#dam/catalogue/access/access-duties.ts'
import { lookAfterAccess } from '#dam/catalogue/access/look-after-access.ts'
import { mayDownload } from '#dam/catalogue/access/may-download.ts'
import { recallRoutes } from '#dam/catalogue/access/recalls.routes.ts'
import { sampleRoutes } from '#dam/catalogue/access/samples.routes.ts'
import { measureWaiting } from '#dam/catalogue/access/waiting-time.ts'
import { datasetRoutes } from '#dam/catalogue/datasets/datasets.routes.ts'
import { mondayToFriday } from '#dam/catalogue/feedback/business-days.ts'
import { feedbackRoutes } from '#dam/catalogue/feedback/feedback.routes.ts'
import { isFollowed } from '#dam/catalogue/feedback/follow-dataset.ts'
import { lookAfterThreads } from '#dam/catalogue/feedback/look-after-threads.ts'
import { waitingThreads } from '#dam/catalogue/feedback/waiting-threads.ts'
import { notificationRoutes } from '#dam/catalogue/notifications/notifications.routes.ts'
import { countUnread } from '#dam/catalogue/notifications/read-notifications.ts'
import { notifyPeople } from '#dam/catalogue/notifications/notify-people.ts'
import { evidenceComplete } from '#dam/catalogue/publishing/gate-evidence-complete.ts'
import { secondPerson } from '#dam/catalogue/publishing/gate-second-person.ts'
import { filesInFolder, filesKeptFrom } from '#dam/catalogue/publishing/local-files.ts'
import { listInbox } from '#dam/catalogue/publishing/list-inbox.ts'
import { publishingRoutes } from '#dam/catalogue/publishing/publishing.routes.ts'
import { versionRoutes } from '#dam/catalogue/publishing/versions.routes.ts'
import { figureRoutes } from '#dam/catalogue/figures/figures.routes.ts'
import { lineageRoutes } from '#dam/catalogue/lineage/lineage.routes.ts'
import { savedSearchRoutes } from '#dam/catalogue/finding/saved-searches.routes.ts'
import { openCatalogueIndex } from '#dam/catalogue/finding/open-catalogue-index.ts'
import { returnedVersions, waitingApprovals } from '#dam/catalogue/publishing/waiting-versions.ts'
import { queryProcess } from '#dam/catalogue/query/query-process.ts'
import { queryRoutes } from '#dam/catalogue/query/query.routes.ts'
import { endLostRuns } from '#dam/catalogue/runs/end-lost-runs.ts'
import { executeRun } from '#dam/catalogue/runs/execute-run.ts'
import { recipeRoutes } from '#dam/catalogue/runs/recipes.routes.ts'
import { executeRunJob } from '#dam/catalogue/runs/run-jobs.ts'
import { runRoutes } from '#dam/catalogue/runs/runs.routes.ts'
import { sweepRuns } from '#dam/catalogue/runs/sweep-runs.ts'
import { expireUploads } from '#dam/catalogue/uploads/expire-uploads.ts'
import { finishArrivedUploads } from '#dam/catalogue/uploads/finish-upload.ts'
import { fetchImport } from '#dam/catalogue/uploads/import-from-url.ts'
import { receivingFolder } from '#dam/catalogue/uploads/receiving-folder.ts'
import { removeObjects } from '#dam/catalogue/uploads/remove-upload.ts'
import { fetchImportJob, removeObjectsJob } from '#dam/catalogue/uploads/upload-jobs.ts'
import { uploadRoutes } from '#dam/catalogue/uploads/uploads.routes.ts'
import { refuseSameHand } from '#kernels/rulebook/separation-of-duty.ts'
import { openDuckDb } from '#platform/engines/duckdb.ts'
import { openEnginePool } from '#platform/engines/engine-pool.ts'
import { workOn } from '#platform/jobs/work-on-jobs.ts'
import { guardedFetch } from '#platform/net/guarded-fetch.ts'
import { scanBy, scansNothing } from '#platform/scan-content.ts'
import { clearIncoming } from '#platform/storage/folder-object-store.ts'
import { folderOf } from '#platform/storage/open-object-store.ts'
import { loadOrCreateProjectKey } from '#platform/storage/project-key.ts'
import type { Feature } from './api.ts'
import { objectsAddress } from './open-stores.ts'
import { pipelineProcess } from './pipeline-process.ts'
import { previewProcess } from './preview-process.ts'
import type { ConnectedPeople } from './connect-people.ts'
import type { Connected, ServerParts } from './server-parts.ts'

const API = '/api/v1'
const MOST_ENGINES = 2
const KEPT_FILES_BYTES = 20e9
/** What questions in SQL may take, beside memory. */
const QUESTIONS = { secondsShown: 30, secondsTaken: 120, atOnce: 2, longestLine: 20 }
/** Nobody writes one file for so long without a byte. */
const HALF_WRITTEN_MILLISECONDS = 86_400_000

/** The catalogue's jobs. */
export const CATALOGUE_JOBS = [executeRunJob, fetchImportJob, removeObjectsJob]

/** Data sets, uploads, runs, publishing, access, feedback and notices: their routes, jobs, events, and what is done now and then. */
export async function connectCatalogue(parts: ServerParts, { enqueueMail, isRecused }: Pick<ConnectedPeople, 'enqueueMail' | 'isRecused'>): Promise<Pick<Connected, 'features' | 'works' | 'consumers' | 'chores' | 'close'> & { readonly counts: Parameters<ConnectedPeople['features']>[0] }> {
  const { config, database, jobs, objects: store, clock, log, publicUrl, newId } = parts
  const { queries } = database
  const report = (fault: unknown) => { log.fault(fault) }
  const folder = (name: string) => join(config.home, 'server', name)
  const workspaces = { runs: folder('runs'), proposals: folder('proposals') }
  await Promise.all(Object.values(workspaces).map((path) => mkdir(path, { recursive: true, mode: 0o700 })))

  const act = { database, clock, newId, isRecused, refuseSameHand }
  const limits = { memoryBytes: config.memoryBytes / 4, threads: 1, temporaryDirectory: folder('spill') }
  // The line is as long as requests are let in, so that the door alone turns somebody away: with 503, and when to come again.
  const engines = openEnginePool(() => openDuckDb(limits), { most: MOST_ENGINES, longestLine: config.server.requestsAtOnce })
  const ownFolder = folderOf(objectsAddress(config))
  const localFiles = ownFolder === undefined ? filesKeptFrom(store, { folder: folder('files'), mostBytes: KEPT_FILES_BYTES }) : filesInFolder(ownFolder)
  const pipeline = pipelineProcess({ home: config.home, limits: { memoryBytes: config.memoryBytes, threads: config.threads, temporaryDirectory: folder('spill') }, clock, version: parts.version })
  const index = openCatalogueIndex({ queries })
  const previews = previewProcess({ home: config.home, limits, previews: folder('previews'), store })
  // What a server that was killed left of them is nobody's any more.
  await Promise.all([folder('previews'), folder('questions')].map((path) => rm(path, { recursive: true, force: true })))
  const receiving = receivingFolder(folder('receiving'))
  const reading = {
    mayDownload: (request: Parameters<typeof mayDownload>[0]) => mayDownload(request, { queries, clock }),
    isFollowed: (request: Parameters<typeof isFollowed>[0]) => isFollowed(request, { queries }),
    medianWaitingDays: async (datasetId: string) => (await measureWaiting(datasetId, { queries, clock })).medianDays,
  }
  const inboxSources = [waitingApplications(act), waitingRecalls(act), waitingApprovals(act), returnedVersions(act), waitingThreads('answer-question', act), waitingThreads('triage-defect', act)]
  const scan = config.scanCommand === undefined ? scansNothing : scanBy(config.scanCommand)
  const uploading = { ...act, store, receiving, scan, jobs, path: `${API}/uploads`, report }
  const routes: Feature['routes'][] = [
    datasetRoutes({ ...act, ...reading, index }),
    versionRoutes({ ...act, ...reading, engines, localFiles, store, publicUrl }),
    publishingRoutes({ ...act, engines, localFiles, gates: [evidenceComplete, secondPerson], doiPrefix: config.doiPrefix ?? null, inboxSources }),
    queryRoutes({ ...act, ...reading, localFiles, askFiles: queryProcess({ folder: folder('questions'), limits: { ...limits, ...QUESTIONS } }) }),
    recipeRoutes({ ...act, ...previews, proposeFromFiles: pipeline.proposeFromFiles, store, workspace: workspaces.proposals }),
    runRoutes({ ...act, jobs, store }),
    accessRoutes(act), recallRoutes(act),
    sampleRoutes({ ...act, ...reading, engines, localFiles, sampleKey: await loadOrCreateProjectKey(config.home, 'samples') }),
    feedbackRoutes({ ...act, calendar: mondayToFriday }),
    notificationRoutes(act), savedSearchRoutes(act), figureRoutes(act), lineageRoutes({ ...act, store }),
  ]
  const executing = { ...act, store, runPipeline: pipeline.runPipeline, workspace: workspaces.runs, report, inHand: new Map<string, Promise<unknown>>() }
  return {
    features: [{ path: API, routes: uploadRoutes(uploading), largeBodies: [`${API}/uploads`] }, ...routes.map((one) => ({ path: API, routes: one }))],
    works: [
      workOn(executeRunJob, (payload, context) => executeRun(payload, context, executing)),
      workOn(fetchImportJob, (payload, { signal }) => fetchImport(payload, { ...act, store, scan, fetch: guardedFetch, signal })),
      workOn(removeObjectsJob, (payload) => removeObjects(payload, { store })),
    ],
    consumers: [notifyPeople({ newId, enqueueMail, isRecused, origin: publicUrl })],
    chores: [
      { name: 'finish-arrived-uploads', everySeconds: 600, run: () => finishArrivedUploads(uploading) },
      { name: 'expire-uploads', everySeconds: 3600, run: () => expireUploads(uploading) },
      { name: 'end-lost-runs', everySeconds: 30, run: () => endLostRuns({ ...act, jobs }) },
      { name: 'sweep-runs', everySeconds: 3600, run: () => sweepRuns({ database, clock, workspace: workspaces.runs }) },
      { name: 'clear-half-written', everySeconds: 3600, run: async () => { if (ownFolder !== undefined) await clearIncoming(ownFolder, { before: new Date(clock.now().getTime() - HALF_WRITTEN_MILLISECONDS) }) } },
      { name: 'count-downloads', everySeconds: 300, run: () => index.countDownloads() },
      { name: 'look-after-access', everySeconds: 900, run: () => lookAfterAccess(act) },
      { name: 'look-after-threads', everySeconds: 900, run: () => lookAfterThreads(act) },
    ],
    counts: {
      countUnread: (personId) => countUnread(personId, { queries }),
      countWaiting: async (principal) => (await listInbox({ principal, offset: 0, limit: 1 }, { sources: inboxSources })).total,
    },
    close() {
      engines.close()
      void previews.close()
    },
  }
}
