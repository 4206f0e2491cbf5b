import { sql } from 'kysely'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/database/database.ts'
import { lockLogs } from '#platform/database/lock-logs.ts'
import type { EventDefinition } from './define-event.ts'

/** The tables of the events. */
export type EventTables = {
  event: { position: number; id: string; type: string; version: number; at: Date; actor: string; acting_for: string | null; subject: string; audience: string; payload: unknown }
  event_consumer: { name: string; position: number; failures: number; failed_at: Date | null; because: string | null }
}

/** Who did it, in which hat, and to what. All by their ids. */
export interface EventFacts<Payload> {
  /** Given by whoever may ask twice; an event of an id that is there already is not written again. */
  readonly id?: string
  readonly actor: string
  readonly actingFor?: string
  readonly subject: string
  readonly payload: Payload
}

/**
 * Adds an event, in the transaction of the act that made it happen; the consumers are told after the commit.
 *
 * Done last in the transaction: from here to its end nobody else can add one, so that the numbers have no gaps and a
 * consumer that has read up to one of them has missed none.
 */
export async function appendEvent<Payload>(definition: EventDefinition<Payload>, facts: EventFacts<Payload>, { tx, clock, newId }: { tx: Tx; clock: Clock; newId: () => string }): Promise<void> {
  const payload = JSON.stringify(definition.payload.parse(facts.payload))
  await lockLogs(tx)
  const tables = tx.withTables<EventTables>()
  const { last } = await tables.selectFrom('event').select(({ fn }) => fn.max('position').as('last')).executeTakeFirstOrThrow()
  await tables.insertInto('event').values({
    position: (last ?? 0) + 1, id: facts.id ?? newId(), type: definition.type, version: definition.version, at: clock.now(),
    actor: facts.actor, acting_for: facts.actingFor ?? null, subject: facts.subject, audience: definition.audience,
    payload: sql`${payload}::text::jsonb`,
  }).onConflict((conflict) => conflict.column('id').doNothing()).execute()
}
