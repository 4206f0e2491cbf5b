import { once } from 'node:events'
import { systemClock } from '#platform/clock.ts'
import { runConsumers } from '#platform/events/run-consumers.ts'
import { openJobs } from '#platform/jobs/open-jobs.ts'
import { workOnJobs } from '#platform/jobs/work-on-jobs.ts'
import type { Log } from '#platform/log.ts'
import { newIds } from '#platform/new-id.ts'
import { startChores } from './chores.ts'
import type { Config } from './config.ts'
import { openObjects, openTables } from './open-stores.ts'
import type { Connected, Plugs, ServerParts } from './server-parts.ts'

/** How long what is in hand may take once it is told to stop. */
export const STOP_SECONDS = 10

export interface DamOpening {
  readonly config: Config
  readonly version: string
  readonly plugs: Plugs
}

/** Database, files, jobs and all features, open; disposing of it closes them, the database last. */
export interface OpenDam extends AsyncDisposable {
  readonly parts: ServerParts
  readonly connected: Connected
  /** What else is to be ended before all of this. */
  readonly closing: AsyncDisposableStack
  /** Begins to do jobs, to read events and to do the chores. */
  work(): Promise<void>
}

/** Opens everything that a server and a worker share. */
export async function openDam({ config, version, plugs }: DamOpening, { log, stop }: { log: Log; stop: AbortSignal }): Promise<OpenDam> {
  const clock = systemClock
  const report = (fault: unknown) => { log.fault(fault) }
  await using opening = new AsyncDisposableStack()
  const database = await openTables(config)
  opening.defer(() => database.close())
  const jobs = await openJobs(plugs.jobs, { database, report })
  opening.defer(() => jobs.close())
  const { host, port, publicUrl: given } = config.server
  const publicUrl = (given ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/+$/, '')
  const parts: ServerParts = { config, database, jobs, objects: openObjects(config), clock, log, publicUrl, timeZone: config.timeZone, version, stopping: stop, newId: newIds({ clock }) }
  const connected = await plugs.connect(parts)
  opening.defer(() => { connected.close() })
  const closing = opening.move()
  return {
    parts, connected, closing,
    async work() {
      const consumers = await runConsumers(connected.consumers, { database, clock, report })
      closing.defer(() => consumers.stop())
      const worker = await workOnJobs(connected.works, { jobs, database, report })
      closing.defer(() => worker.stop({ limitSeconds: STOP_SECONDS }))
      const chores = startChores(connected.chores, { report, stopping: stop })
      closing.defer(() => chores.stop())
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

/** Works on jobs, events and chores beside a server, without a door of its own, until it is told to stop. */
export async function workForDam(opening: DamOpening, { log, stop, onWorking }: { log: Log; stop: AbortSignal; onWorking?: () => void }): Promise<void> {
  await using dam = await openDam(opening, { log, stop })
  await dam.work()
  log.note('Working on jobs')
  onWorking?.()
  await untilAborted(stop)
  log.note('Stopping')
}

/** Waits until it is told to stop. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}
