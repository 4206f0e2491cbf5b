import { z } from 'zod'
import { defineEvent } from '#platform/events/define-event.ts'
import { THREAD_KINDS, THREAD_STATES } from './thread-state.ts'

const ThreadFacts = z.object({ threadId: z.string(), kind: z.enum(THREAD_KINDS), authorId: z.string(), datasetId: z.string(), organisationId: z.string(), publisher: z.string(), slug: z.string() })
export type ThreadFacts = z.infer<typeof ThreadFacts>

/** Somebody asks, reports a defect, or proposes an erratum. */
export const threadOpened = defineEvent({ type: 'thread.opened', version: 1, audience: 'public', payload: ThreadFacts })

/** Somebody wrote in a thread. */
export const threadPosted = defineEvent({ type: 'thread.posted', version: 1, audience: 'public', payload: ThreadFacts.extend({ postId: z.string(), by: z.string(), isPublisher: z.boolean() }) })

/** The publisher decided what becomes of a thread. */
export const threadDecided = defineEvent({ type: 'thread.decided', version: 1, audience: 'public', payload: ThreadFacts.extend({ state: z.enum(THREAD_STATES), fixedIn: z.string().nullable() }) })

/** A thread should have been looked at by now. */
export const threadOverdue = defineEvent({ type: 'thread.overdue', version: 1, audience: 'restricted', payload: ThreadFacts })

const CitingFacts = z.object({ citingId: z.string(), addedBy: z.string(), datasetId: z.string(), organisationId: z.string(), publisher: z.string(), slug: z.string() })

/** Somebody says that a work uses a data set. */
export const citingProposed = defineEvent({ type: 'citing.proposed', version: 1, audience: 'restricted', payload: CitingFacts })

/** The publisher confirms it. */
export const citingConfirmed = defineEvent({ type: 'citing.confirmed', version: 1, audience: 'public', payload: CitingFacts })
