import { sql } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '#platform/clock.ts'
import type { Database, Queries } from '#platform/database/database.ts'
import type { EventTables } from './append-event.ts'
import type { Consumer } from './consumer.ts'
import { deliverEvents } from './deliver-events.ts'

const POLL_MILLISECONDS = 500

/** How a consumer stands; for the operator. */
export interface ConsumerState {
  readonly name: string
  /** How many events of any kind it has not read yet. */
  readonly behind: number
  readonly failures: number
  readonly because: string | null
}

/** Consumers that are being told what happens. */
export interface RunningConsumers {
  /** Looks for events now, such as after a commit of this process. */
  wake(): void
  stop(): Promise<void>
}

/** Makes the consumers known, each at the first event, and tells them all that happens until it is stopped. Any number of processes may do so. */
export async function runConsumers(consumers: readonly Consumer[], needs: { database: Database; clock: Clock; report: (fault: unknown) => void }): Promise<RunningConsumers> {
  const { database } = needs
  await registerConsumers(consumers, { database })
  const stopping = new AbortController()
  let awake = new AbortController()
  async function follow(consumer: Consumer): Promise<void> {
    while (!stopping.signal.aborted) {
      const sleep = awake.signal
      const delivery = await deliverEvents(consumer, needs).catch((fault: unknown) => { needs.report(fault); return { isUpToDate: true } })
      if (delivery.isUpToDate) await wait(POLL_MILLISECONDS, undefined, { signal: AbortSignal.any([stopping.signal, sleep]) }).catch(() => {})
    }
  }
  const all = Promise.all(consumers.map(follow))
  return {
    wake() {
      const before = awake
      awake = new AbortController()
      before.abort()
    },
    async stop() {
      stopping.abort()
      await all
    },
  }
}

/** Gives each consumer its place in the events, the first time at their beginning. */
export async function registerConsumers(consumers: readonly Consumer[], { database }: { database: Database }): Promise<void> {
  for (const { name } of consumers) {
    await database.queries.withTables<EventTables>().insertInto('event_consumer').values({ name, position: 0, failures: 0 }).onConflict((conflict) => conflict.column('name').doNothing()).execute()
  }
}

/** Builds a projection anew: empties its tables and sends it back to the first event. Readers see it grow meanwhile. */
export async function rebuildProjection(consumer: Consumer & Required<Pick<Consumer, 'clear'>>, { database }: { database: Database }): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.withTables<EventTables>().updateTable('event_consumer').set({ position: 0, failures: 0, failed_at: null, because: null }).where('name', '=', consumer.name).execute()
    await consumer.clear(tx)
  })
}

/** How every consumer stands, those that this program no longer has among them. */
export async function listConsumers({ queries }: { queries: Queries }): Promise<ConsumerState[]> {
  return queries.withTables<EventTables>().selectFrom('event_consumer')
    .select(['name', 'failures', 'because', sql<number>`(select coalesce(max(position), 0) from event) - event_consumer.position`.as('behind')])
    .orderBy('name').execute()
}
