import { z } from 'zod'
import { defineEvent } from '#platform/events/define-event.ts'

/** A run came to its end; whoever began it is told when it failed. */
export const runEnded = defineEvent({
  type: 'run.ended', version: 1, audience: 'restricted',
  payload: z.object({ runId: z.string(), datasetId: z.string(), organisationId: z.string(), publisher: z.string(), slug: z.string(), version: z.string(), startedBy: z.string(), state: z.enum(['done', 'failed', 'cancelled']) }),
})
