import { join } from 'node:path'
import { sql } from 'kysely'
import { listConsumers } from '#platform/events/run-consumers.ts'
import { listen } from '#platform/http/listen.ts'
import { loadPortalFiles } from '#platform/http/portal-files.ts'
import type { Jobs } from '#platform/jobs/open-jobs.ts'
import type { Log } from '#platform/log.ts'
import { openMetrics } from '#platform/metrics.ts'
import { buildApi } from './api.ts'
import { type DamOpening, openDam, STOP_SECONDS, untilAborted } from './open-dam.ts'

/** Where the portal lies once it is built. */
const PORTAL = join(import.meta.dirname, '../../dist/portal')

const LIMITS = { signInsPerMinute: 30, mostBodyBytes: 2_000_000, mostStreams: 1000 }

/**
 * Serves portal, interface and jobs in one process until it is told to stop: it then takes no more requests, finishes those
 * in hand within ten seconds, lays the jobs down where others can take them up, and closes the database last.
 *
 * @throws {Refusal} `conflict` when port or folder are in use, and what else a part refuses
 */
export async function serveDam(opening: DamOpening, { log, stop, onListening }: { log: Log; stop: AbortSignal; onListening?: (url: string, firstOperatorLink: string | undefined) => void }): Promise<void> {
  await using dam = await openDam(opening, { log, stop })
  const { parts, connected } = dam
  const { config, database, jobs, objects } = parts
  await dam.work()
  const { host, port, publicUrl: given, trustedProxies, metricsToken, requestsPerMinute, requestsAtOnce } = config.server
  const app = buildApi({
    ...parts, ...connected, trustedProxies, metricsToken,
    portal: await loadPortalFiles(PORTAL),
    metrics: openMetrics({ countJobs: () => countJobs(jobs), measureEventLag: async () => (await listConsumers(database)).map(({ name, behind }) => ({ reader: name, events: behind })) }),
    checks: { database: () => sql`select 1`.execute(database.queries), storage: () => objects.head('ready') },
    limits: { ...LIMITS, requestsPerMinute, mostRequests: requestsAtOnce },
  })
  const server = await listen(app.fetch, { host, port })
  dam.closing.defer(() => server.stop({ limitSeconds: STOP_SECONDS }))
  log.note(`Listening on port ${server.port}`)
  onListening?.(given === undefined ? `http://${host}:${server.port}` : parts.publicUrl, connected.firstOperatorLink)
  await untilAborted(stop)
  log.note('Stopping')
}

async function countJobs({ boss }: Jobs): Promise<{ job: string; state: string; jobs: number }[]> {
  const queues = await boss.getQueues()
  return queues.flatMap(({ name, readyCount, deferredCount, activeCount }) => [
    { job: name, state: 'ready', jobs: readyCount }, { job: name, state: 'deferred', jobs: deferredCount }, { job: name, state: 'active', jobs: activeCount },
  ])
}
