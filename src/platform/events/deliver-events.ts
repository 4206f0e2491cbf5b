import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { EventTables } from './append-event.ts'
import type { Consumer } from './consumer.ts'

/** On PGlite all others wait while a batch is told, so it is small. */
const BATCH_EVENTS = 20
const LIMIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 60

/** What came of telling a consumer: how many events it was told, and whether there may be more. */
export interface Delivery {
  readonly told: number
  readonly isUpToDate: boolean
}

/** What a reaction did when it failed, and where. */
class ReactionFault extends Error {
  readonly position: number
  constructor(position: number, type: string, cause: unknown) {
    super(`${cause instanceof Refusal ? cause.message : cause instanceof Error ? cause.name : 'A fault'}, at the event ${position}, ${type}`, { cause })
    this.name = 'ReactionFault'
    this.position = position
  }
}

/**
 * Tells a consumer its next events.
 *
 * One process at a time does so for each consumer; another one that comes meanwhile has nothing to do. A consumer that
 * fails is told the same event again, after a wait that doubles up to a minute; the others go on.
 *
 * @throws whatever the reaction threw, noted with the consumer, its cause kept
 */
export async function deliverEvents(consumer: Consumer, { database, clock }: { database: Database; clock: Clock }): Promise<Delivery> {
  try {
    return await database.transaction((tx) => deliverBatch(consumer, { tx, clock }), { limitSeconds: LIMIT_SECONDS })
  } catch (fault) {
    const because = fault instanceof ReactionFault ? fault.message : 'The events could not be told'
    await database.transaction((tx) => tx.withTables<EventTables>().updateTable('event_consumer')
      .set(({ eb }) => ({ failures: eb('failures', '+', 1), failed_at: clock.now(), because }))
      .where('name', '=', consumer.name).execute())
    throw fault
  }
}

async function deliverBatch({ name, reactions }: Consumer, { tx, clock }: { tx: Tx; clock: Clock }): Promise<Delivery> {
  const nothing = { told: 0, isUpToDate: true }
  const tables = tx.withTables<EventTables>()
  const place = await tables.selectFrom('event_consumer').selectAll().where('name', '=', name).forUpdate().skipLocked().executeTakeFirst()
  if (!place || isWaiting(place, clock)) return nothing
  // Asked first: events up to here are all visible, so those of other kinds can be passed over.
  const { head } = await tables.selectFrom('event').select(({ fn }) => fn.max('position').as('head')).executeTakeFirstOrThrow()
  if (head === null || head <= place.position) return nothing
  const limit = place.failures > 0 ? 1 : BATCH_EVENTS
  const events = await tables.selectFrom('event')
    .select(['position', 'id', 'type', 'version', 'at', 'actor', 'acting_for as actingFor', 'subject', 'payload'])
    .where('position', '>', place.position).where('position', '<=', head).where('type', 'in', [...new Set(reactions.map(({ type }) => type))])
    .orderBy('position').limit(limit).execute()
  for (const event of events) {
    for (const { type, react } of reactions) {
      if (type === event.type) await react(event, tx).catch((fault: unknown) => { throw new ReactionFault(event.position, type, fault) })
    }
  }
  const position = events.length < limit ? head : events.at(-1)?.position ?? head
  await tables.updateTable('event_consumer').set({ position, failures: 0, failed_at: null, because: null }).where('name', '=', name).execute()
  return { told: events.length, isUpToDate: position === head }
}

function isWaiting({ failures, failed_at: failedAt }: { failures: number; failed_at: Date | null }, clock: Clock): boolean {
  if (failures === 0 || !failedAt) return false
  const waitSeconds = Math.min(LONGEST_WAIT_SECONDS, 2 ** (failures - 1))
  return clock.now().getTime() < failedAt.getTime() + waitSeconds * 1000
}
