import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import { actorOf, type Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { appendEvent } from '#platform/events/append-event.ts'
import type { EventDefinition } from '#platform/events/define-event.ts'
import type { Permission } from '#kernels/rulebook/rule-book.ts'
import { versionName } from './version-name.ts'

/** What an act of the catalogue needs besides its request. */
export interface ActNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
}

/** What an act needs that takes part in its caller's transaction. */
export type TxNeeds = Omit<ActNeeds, 'database'> & { readonly tx: Tx }

/** One act, as the audit log and those who listen hear of it. */
export interface Act<Payload> {
  readonly principal: Principal
  readonly act: Permission
  /** Such as `version:city/discharges@1.0.0`. */
  readonly object: string
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>
  /** What happened by it; left out for a reading. */
  readonly event?: { readonly definition: EventDefinition<Payload>; readonly payload: Payload }
}

/** Writes the event and the audit line of an act; done last in its transaction. */
export async function recordAct<Payload>({ principal, act, object, detail = {}, event }: Act<Payload>, { tx, clock, newId }: TxNeeds): Promise<void> {
  const who = { actor: actorOf(principal), ...(principal.kind !== 'anonymous' && principal.actingFor && { actingFor: principal.actingFor.slug }) }
  if (event) await appendEvent(event.definition, { ...who, subject: object, payload: event.payload }, { tx, clock, newId })
  await recordInAuditLog({ ...who, act, object, detail: { ...detail } }, { tx, clock })
}

/** How the audit log and events call a data set: `dataset:city/discharges`. */
export function datasetObject({ publisher, slug }: { readonly publisher: string; readonly slug: string }): string {
  return `dataset:${publisher}/${slug}`
}

/** How they call a version: `version:city/discharges@1.0.0`. */
export function versionObject(version: { readonly publisher: string; readonly slug: string; readonly version: string }): string {
  return `version:${versionName(version)}`
}
