import { z } from 'zod'

const Instant = z.iso.datetime()

/** States in which operators look at jobs; those that failed for good can be tried anew. */
export const JobView = z.enum(['failed', 'waiting', 'active', 'completed'])
export type JobView = z.infer<typeof JobView>

export const JobAnswer = z.object({ id: z.string(), name: z.string(), state: JobView, attempts: z.number(), createdAt: Instant, because: z.string().nullable() })
export type JobAnswer = Readonly<z.infer<typeof JobAnswer>>

export const AuditLineAnswer = z.object({ place: z.number(), at: Instant, actor: z.string(), actingFor: z.string().nullable(), act: z.string(), object: z.string(), hash: z.string() })
export type AuditLineAnswer = Readonly<z.infer<typeof AuditLineAnswer>>

/** What lies where, and how much of it. */
export const StorageAnswer = z.object({
  database: z.object({ driver: z.string(), bytes: z.number() }),
  objects: z.object({ kind: z.enum(['folder', 's3']), place: z.string(), bytes: z.number(), count: z.number() }),
})
export type StorageAnswer = Readonly<z.infer<typeof StorageAnswer>>

export const HealthAnswer = z.object({ version: z.string(), startedAt: Instant, checks: z.array(z.object({ name: z.string(), isWell: z.boolean(), words: z.string() })) })
export type HealthAnswer = Readonly<z.infer<typeof HealthAnswer>>
