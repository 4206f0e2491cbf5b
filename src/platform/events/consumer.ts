import type { Tx } from '#platform/database/database.ts'
import { type EventDefinition, readPayload } from './define-event.ts'

/** An event as a consumer is told it. */
export interface Happened<Payload> {
  /** From 1, without gaps, in the order of the commits. */
  readonly position: number
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly actingFor: string | null
  readonly subject: string
  readonly payload: Payload
}

/** What a consumer does about one kind of event. */
export interface Reaction {
  readonly type: string
  react(event: Happened<unknown> & { readonly version: number }, tx: Tx): Promise<void>
}

/**
 * Somebody who is told every event of some kinds, in order.
 *
 * It writes through `tx`, in the transaction that notes how far it has read: so its tables have each event exactly once.
 * What reaches outside the database is a job asked for in that transaction.
 */
export interface Consumer {
  /** In kebab-case; its place in the events is kept under it. */
  readonly name: string
  readonly reactions: readonly Reaction[]
  /** Empties its tables, for them to be built anew. Only a projection has it: what its tables hold follows from the events alone. */
  clear?(tx: Tx): Promise<void>
}

/** Joins a kind of event and what is done about it. */
export function reactTo<Payload>(definition: EventDefinition<Payload>, react: (event: Happened<Payload>, tx: Tx) => Promise<void>): Reaction {
  return {
    type: definition.type,
    react: (event, tx) => react({ ...event, payload: readPayload(definition, event) }, tx),
  }
}
