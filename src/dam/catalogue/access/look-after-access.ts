import { recordInAuditLog } from '#platform/audit-log/record-in-audit-log.ts'
import type { Clock } from '#platform/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { appendEvent } from '#platform/events/append-event.ts'
import type { EventDefinition } from '#platform/events/define-event.ts'
import type { ActNeeds } from '../datasets/record-act.ts'
import { accessEnded, accessEnding, accessOverdue, type ApplicationFacts } from './access-events.ts'
import type { AccessTables } from './access-tables.ts'
import { moveApplication } from './application-state.ts'
import { daysAfter, daysBetween, dayOf } from './days.ts'
import { applicationObject } from './find-application.ts'

/** Days before the last day of access on which a notice is given, the last day itself first. */
const NOTICE_DAYS = [0, 1, 14]

/** How the audit log calls the program that does this. */
const ACTOR = 'program:access-clock'

/** What was done. */
export interface LookedAfter {
  readonly escalated: number
  readonly noticed: number
  readonly ended: number
}

/**
 * Hands applications on to the owners whose answer is late, once each; tells those whose access ends soon; ends access
 * whose last day is over. Each in a transaction of its own, so that a stop in between loses nothing and repeats nothing.
 *
 * A grant that is over gives no access even before this has run: see `mayDownload`.
 */
export async function lookAfterAccess({ database, clock, newId }: ActNeeds): Promise<LookedAfter> {
  const now = clock.now()
  const today = dayOf(now)
  const late = await select(database).where('a.state', '=', 'waiting').where('a.escalated_at', 'is', null).where('a.due_at', '<', now).execute()
  const over = await select(database).where('a.state', '=', 'granted').where('a.granted_until', '<', today).execute()
  const ending = await select(database).where('a.state', '=', 'granted').where('a.granted_until', '>=', today).where('a.granted_until', '<=', dayOf(daysAfter(now, Math.max(...NOTICE_DAYS)))).execute()
  const done = { escalated: 0, noticed: 0, ended: 0 }
  for (const row of late) done.escalated += await inTurn(database, (tx) => escalate(row, { tx, clock, newId }))
  for (const row of over) done.ended += await inTurn(database, (tx) => end(row, { tx, clock, newId }))
  for (const row of ending) done.noticed += await inTurn(database, (tx) => giveNotice(row, today, { tx, clock, newId }))
  return done
}

interface ClockNeeds {
  readonly tx: Tx
  readonly clock: Clock
  readonly newId: () => string
}

function select({ queries }: Database) {
  return queries.withTables<AccessTables>().selectFrom('application as a').innerJoin('dataset as d', 'd.id', 'a.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
    .select(['a.id as applicationId', 'a.dataset_id as datasetId', 'd.publisher_id as organisationId', 'o.slug as publisher', 'd.slug', 'a.applicant_id as applicantId', 'a.granted_until as until']).orderBy('a.id')
}

type Row = ApplicationFacts & { readonly until: string | null }

async function inTurn(database: Database, work: (tx: Tx) => Promise<boolean>): Promise<number> {
  return Number(await database.transaction(work))
}

async function escalate(facts: ApplicationFacts, needs: ClockNeeds): Promise<boolean> {
  const { numUpdatedRows } = await needs.tx.withTables<AccessTables>().updateTable('application').set({ escalated_at: needs.clock.now() })
    .where('id', '=', facts.applicationId).where('state', '=', 'waiting').where('escalated_at', 'is', null).executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return false
  await tell(accessOverdue, facts, { decision: 'escalated' }, needs)
  return true
}

async function end({ until, ...facts }: Row, needs: ClockNeeds): Promise<boolean> {
  const state = moveApplication('granted', 'expire')
  const { numUpdatedRows } = await needs.tx.withTables<AccessTables>().updateTable('application').set({ state, ended_at: needs.clock.now() })
    .where('id', '=', facts.applicationId).where('state', '=', 'granted').where('granted_until', '=', until).executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n || until === null) return false
  await tell(accessEnded, { ...facts, until }, { decision: state, until }, needs)
  return true
}

/** The one notice that fits: when the program did not run for a while, those that were missed are not given one after the other. */
async function giveNotice({ until, ...facts }: Row, today: string, needs: ClockNeeds): Promise<boolean> {
  if (until === null) return false
  const daysLeft = daysBetween(today, until)
  const notice = NOTICE_DAYS.find((days) => daysLeft <= days)
  if (notice === undefined) return false
  const made = await needs.tx.withTables<AccessTables>().insertInto('application_notice').values({ application_id: facts.applicationId, days_left: notice, granted_until: until, at: needs.clock.now() })
    .onConflict((conflict) => conflict.doNothing()).returning('days_left').executeTakeFirst()
  if (!made) return false
  await tell(accessEnding, { ...facts, until, daysLeft }, { daysLeft, until }, needs)
  return true
}

async function tell<Payload extends ApplicationFacts>(definition: EventDefinition<Payload>, payload: Payload, detail: Readonly<Record<string, string | number>>, { tx, clock, newId }: ClockNeeds): Promise<void> {
  const object = applicationObject(payload.applicationId)
  await appendEvent(definition, { actor: ACTOR, subject: object, payload }, { tx, clock, newId })
  await recordInAuditLog({ actor: ACTOR, act: definition.type, object, detail }, { tx, clock })
}
