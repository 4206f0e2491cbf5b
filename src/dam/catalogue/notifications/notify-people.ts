import { z } from 'zod'
import type { Role } from '#platform/auth/people-answers.ts'
import type { Tx } from '#platform/database/database.ts'
import { type Consumer, type Happened, type Reaction, reactTo } from '#platform/events/consumer.ts'
import { type ApplicationFacts, accessApplied, accessEnded, accessEnding, accessGranted, accessOverdue, accessRefused, accessRevoked, accessWithdrawn, recallAcknowledged, versionRecalled } from '../access/access-events.ts'
import { getAccessForm } from '../access/get-access-form.ts'
import { listMembers } from '../access/list-members.ts'
import { versionPublished, versionReturned, versionSubmitted, versionWithdrawn } from '../datasets/dataset-events.ts'
import { citingConfirmed, citingProposed, type ThreadFacts, threadDecided, threadOpened, threadOverdue, threadPosted } from '../feedback/feedback-events.ts'
import { listSearchersOf } from '../finding/saved-searches.ts'
import { runEnded } from '../runs/run-events.ts'
import type { NotificationTables } from './notification-tables.ts'
import { endDuty, type Notice, tellPeople, type TellNeeds } from './tell-people.ts'

/** Tells people what happened that they must know or wish to know. Told an event twice, it tells them once. */
export function notifyPeople(needs: TellNeeds): Consumer {
  return { name: 'notify-people', reactions: [...aboutVersions(needs), ...aboutAccess(needs), ...aboutRecalls(needs), ...aboutFeedback(needs)] }
}

/** One notice out of an event, with what the event itself says left out. */
async function tell<Facts extends { readonly publisher: string; readonly slug: string }>({ id, at, payload }: Happened<Facts>, notice: Omit<Notice, 'eventId' | 'at' | 'publisher' | 'slug'>, needs: TellNeeds & { readonly tx: Tx }): Promise<void> {
  await tellPeople({ eventId: id, at, publisher: payload.publisher, slug: payload.slug, ...notice }, needs)
}

async function members({ organisationId, at, roles }: { readonly organisationId: string; readonly at: Date; readonly roles: readonly Role[] }, tx: Tx): Promise<string[]> {
  return (await listMembers({ organisationId, at, roles }, { queries: tx })).map(({ id }) => id)
}

function aboutVersions(needs: TellNeeds): Reaction[] {
  return [
    reactTo(versionSubmitted, async (event, tx) => {
      const { at, payload: { organisationId, versionId, version, publisher, slug, submittedBy } } = event
      await endDuty({ duty: `return:${versionId}`, at }, { tx })
      const to = (await members({ organisationId, at, roles: ['approver'] }, tx)).filter((id) => id !== submittedBy)
      await tell(event, { kind: 'approve-version', to, facts: { version }, address: `/review/${publisher}/${slug}/${version}`, duty: `version:${versionId}` }, { ...needs, tx })
    }),
    reactTo(versionReturned, async (event, tx) => {
      const { at, payload: { versionId, version, publisher, slug, submittedBy } } = event
      await endDuty({ duty: `version:${versionId}`, at }, { tx })
      await tell(event, { kind: 'returned-version', to: submittedBy === null ? [] : [submittedBy], facts: { version }, address: `/workspace/${publisher}/${slug}/versions`, duty: `return:${versionId}` }, { ...needs, tx })
    }),
    reactTo(versionPublished, async (event, tx) => {
      await endDuty({ duty: `version:${event.payload.versionId}`, at: event.at }, { tx })
      await tellFollowers(event, 'new-version', { ...needs, tx })
      await tellSearchers(event, { ...needs, tx })
    }),
    reactTo(versionWithdrawn, (event, tx) => tellFollowers(event, 'withdrawn-version', { ...needs, tx })),
    reactTo(runEnded, async (event, tx) => {
      const { runId, version, startedBy, state } = event.payload
      if (state === 'failed') await tell(event, { kind: 'failed-run', to: [startedBy], facts: { version }, address: `/runs/${runId}` }, { ...needs, tx })
    }),
  ]
}

async function tellFollowers(event: Happened<z.infer<typeof versionWithdrawn.payload>>, kind: 'new-version' | 'withdrawn-version', needs: TellNeeds & { readonly tx: Tx }): Promise<void> {
  const { datasetId, version, publisher, slug } = event.payload
  const followers = await needs.tx.withTables<NotificationTables>().selectFrom('follow').select('person_id').where('dataset_id', '=', datasetId).execute()
  await tell(event, { kind, to: followers.map(({ person_id: id }) => id), facts: { version }, address: `/datasets/${publisher}/${slug}/versions/${version}` }, needs)
}

/** Of a data set that is new, those whose saved searches it fits; of a new version its followers know already. */
async function tellSearchers(event: Happened<z.infer<typeof versionPublished.payload>>, needs: TellNeeds & { readonly tx: Tx }): Promise<void> {
  const { datasetId, versionId, publisher, slug } = event.payload
  const before = await needs.tx.withTables<NotificationTables>().selectFrom('version').select('id').where('dataset_id', '=', datasetId).where('id', '!=', versionId).where('state', 'in', ['published', 'withdrawn']).executeTakeFirst()
  if (before) return
  await tell(event, { kind: 'saved-search', to: await listSearchersOf(datasetId, { queries: needs.tx }), address: `/datasets/${publisher}/${slug}` }, needs)
}

function aboutAccess(needs: TellNeeds): Reaction[] {
  const workspace = ({ publisher, slug }: ApplicationFacts) => `/workspace/${publisher}/${slug}/applications`
  const duty = ({ applicationId }: ApplicationFacts) => `application:${applicationId}`
  return [
    reactTo(accessApplied, async (event, tx) => {
      const { at, payload } = event
      const { delegates } = await getAccessForm(payload.datasetId, { queries: tx })
      const inside = new Set((await listMembers({ organisationId: payload.organisationId, at }, { queries: tx })).map(({ id }) => id))
      const to = [...await members({ organisationId: payload.organisationId, at, roles: ['access-officer'] }, tx), ...delegates.filter((id) => inside.has(id))]
      await tell(event, { kind: 'decide-application', to: to.filter((id) => id !== payload.applicantId), address: workspace(payload), duty: duty(payload) }, { ...needs, tx })
    }),
    reactTo(accessOverdue, async (event, tx) => {
      const { at, payload } = event
      const to = (await members({ organisationId: payload.organisationId, at, roles: ['owner'] }, tx)).filter((id) => id !== payload.applicantId)
      await tell(event, { kind: 'late-application', to, address: workspace(payload), duty: duty(payload) }, { ...needs, tx })
    }),
    reactTo(accessGranted, async (event, tx) => {
      await endDuty({ duty: duty(event.payload), at: event.at }, { tx })
      await tell(event, { kind: 'access-granted', to: await usersOf(event.payload, tx), facts: { until: event.payload.until }, address: '/applications' }, { ...needs, tx })
    }),
    reactTo(accessRefused, async (event, tx) => {
      await endDuty({ duty: duty(event.payload), at: event.at }, { tx })
      await tell(event, { kind: 'access-refused', to: [event.payload.applicantId], address: '/applications' }, { ...needs, tx })
    }),
    reactTo(accessWithdrawn, (event, tx) => endDuty({ duty: duty(event.payload), at: event.at }, { tx })),
    reactTo(accessRevoked, async (event, tx) => tell(event, { kind: 'access-revoked', to: await usersOf(event.payload, tx), address: '/applications' }, { ...needs, tx })),
    reactTo(accessEnding, async (event, tx) => {
      const { until, daysLeft: days } = event.payload
      await tell(event, { kind: 'access-ending', to: await usersOf(event.payload, tx), facts: { until, days }, address: '/applications' }, { ...needs, tx })
    }),
    reactTo(accessEnded, async (event, tx) => tell(event, { kind: 'access-ended', to: await usersOf(event.payload, tx), facts: { until: event.payload.until }, address: '/applications' }, { ...needs, tx })),
  ]
}

/** The applicant, and those named whose address is confirmed. */
async function usersOf({ applicationId, applicantId }: ApplicationFacts, tx: Tx): Promise<string[]> {
  const named = await tx.withTables<NotificationTables>().selectFrom('application_person as n').innerJoin('person as p', 'p.email', 'n.email').select('p.id').where('n.application_id', '=', applicationId).where('p.email_verified', '=', true).execute()
  return [applicantId, ...named.map(({ id }) => id)]
}

function aboutRecalls(needs: TellNeeds): Reaction[] {
  return [
    reactTo(versionRecalled, async (event, tx) => {
      const { recallId, version } = event.payload
      const holders = await tx.withTables<NotificationTables>().selectFrom('recall_notice').select('person_id').where('recall_id', '=', recallId).where('acknowledged_at', 'is', null).execute()
      await tell(event, { kind: 'acknowledge-recall', to: holders.map(({ person_id: id }) => id), facts: { version }, address: '/recalls', duty: `recall:${recallId}` }, { ...needs, tx })
    }),
    reactTo(recallAcknowledged, ({ at, payload: { recallId, personId } }, tx) => endDuty({ duty: `recall:${recallId}`, personId, at }, { tx })),
  ]
}

function aboutFeedback(needs: TellNeeds): Reaction[] {
  const talk = ({ publisher, slug }: { readonly publisher: string; readonly slug: string }) => `/datasets/${publisher}/${slug}?tab=talk`
  const duty = ({ threadId }: ThreadFacts) => `thread:${threadId}`
  return [
    reactTo(threadOpened, async (event, tx) => {
      const { at, payload } = event
      const to = (await members({ organisationId: payload.organisationId, at, roles: ['owner', 'steward'] }, tx)).filter((id) => id !== payload.authorId)
      await tell(event, { kind: payload.kind === 'question' ? 'answer-question' : 'triage-defect', to, address: talk(payload), duty: duty(payload) }, { ...needs, tx })
    }),
    reactTo(threadPosted, async (event, tx) => {
      const { at, payload } = event
      if (payload.by === payload.authorId) return
      if (payload.isPublisher && payload.kind === 'question') await endDuty({ duty: duty(payload), at }, { tx })
      await tell(event, { kind: 'thread-answered', to: [payload.authorId], address: talk(payload) }, { ...needs, tx })
    }),
    reactTo(threadDecided, async (event, tx) => {
      await endDuty({ duty: duty(event.payload), at: event.at }, { tx })
      await tell(event, { kind: 'thread-decided', to: [event.payload.authorId], address: talk(event.payload) }, { ...needs, tx })
    }),
    reactTo(threadOverdue, async (event, tx) => tell(event, { kind: 'late-thread', to: await members({ organisationId: event.payload.organisationId, at: event.at, roles: ['owner'] }, tx), address: talk(event.payload) }, { ...needs, tx })),
    reactTo(citingProposed, async (event, tx) => {
      const { at, payload } = event
      const to = (await members({ organisationId: payload.organisationId, at, roles: ['owner', 'steward'] }, tx)).filter((id) => id !== payload.addedBy)
      await tell(event, { kind: 'citing-proposed', to, address: talk(payload) }, { ...needs, tx })
    }),
    reactTo(citingConfirmed, (event, tx) => tell(event, { kind: 'citing-confirmed', to: [event.payload.addedBy], address: talk(event.payload) }, { ...needs, tx })),
  ]
}
