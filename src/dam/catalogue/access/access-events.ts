import { z } from 'zod'
import { defineEvent } from '#platform/events/define-event.ts'

const ApplicationFacts = z.object({ applicationId: z.string(), datasetId: z.string(), organisationId: z.string(), publisher: z.string(), slug: z.string(), applicantId: z.string() })
export type ApplicationFacts = z.infer<typeof ApplicationFacts>

/** Somebody asks for access, and waits. */
export const accessApplied = defineEvent({ type: 'access.applied', version: 1, audience: 'restricted', payload: ApplicationFacts })

/** The day of the answer has passed without one. */
export const accessOverdue = defineEvent({ type: 'access.overdue', version: 1, audience: 'restricted', payload: ApplicationFacts })

/** Access was granted until a day, which is included. */
export const accessGranted = defineEvent({ type: 'access.granted', version: 1, audience: 'restricted', payload: ApplicationFacts.extend({ until: z.iso.date() }) })

/** Access was refused, with reasons. */
export const accessRefused = defineEvent({ type: 'access.refused', version: 1, audience: 'restricted', payload: ApplicationFacts })

/** Whoever asked for access does not want it any more. */
export const accessWithdrawn = defineEvent({ type: 'access.withdrawn', version: 1, audience: 'restricted', payload: ApplicationFacts })

/** Access was taken back before its end. */
export const accessRevoked = defineEvent({ type: 'access.revoked', version: 1, audience: 'restricted', payload: ApplicationFacts })

/** Access ends in so many days; 0 on its last day. */
export const accessEnding = defineEvent({ type: 'access.ending', version: 1, audience: 'restricted', payload: ApplicationFacts.extend({ until: z.iso.date(), daysLeft: z.number().int() }) })

/** The last day of access is over. */
export const accessEnded = defineEvent({ type: 'access.ended', version: 1, audience: 'restricted', payload: ApplicationFacts.extend({ until: z.iso.date() }) })

const RecallFacts = z.object({ recallId: z.string(), datasetId: z.string(), organisationId: z.string(), publisher: z.string(), slug: z.string(), versionId: z.string(), version: z.string() })

/** Everybody who has a version is asked to destroy it. */
export const versionRecalled = defineEvent({ type: 'version.recalled', version: 1, audience: 'restricted', payload: RecallFacts })

/** One of them says that it is destroyed. */
export const recallAcknowledged = defineEvent({ type: 'recall.acknowledged', version: 1, audience: 'restricted', payload: RecallFacts.extend({ personId: z.string() }) })
