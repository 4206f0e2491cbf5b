import { z } from 'zod'
import { defineEvent } from '#platform/events/define-event.ts'

const DatasetFacts = z.object({ datasetId: z.string(), organisationId: z.string(), publisher: z.string(), slug: z.string() })

/** A data set was made; nobody outside sees it yet. */
export const datasetCreated = defineEvent({ type: 'dataset.created', version: 1, audience: 'restricted', payload: DatasetFacts })

/** What is said of a data set was changed. */
export const datasetEdited = defineEvent({ type: 'dataset.edited', version: 1, audience: 'restricted', payload: DatasetFacts })

const VersionFacts = DatasetFacts.extend({ versionId: z.string(), version: z.string() })

/** A version waits for a second person of its organisation. */
export const versionSubmitted = defineEvent({ type: 'version.submitted', version: 1, audience: 'restricted', payload: VersionFacts.extend({ submittedBy: z.string() }) })

/** A version was returned with reasons to whoever submitted it. */
export const versionReturned = defineEvent({ type: 'version.returned', version: 1, audience: 'restricted', payload: VersionFacts.extend({ submittedBy: z.string().nullable() }) })

/** A version is open to those whom its access class names. */
export const versionPublished = defineEvent({ type: 'version.published', version: 1, audience: 'public', payload: VersionFacts.extend({ doi: z.string().nullable() }) })

/** A version was taken back; its tombstone stays. */
export const versionWithdrawn = defineEvent({ type: 'version.withdrawn', version: 1, audience: 'public', payload: VersionFacts })
