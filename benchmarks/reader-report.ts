import { z } from 'zod'

/** What the readers are to do, handed to their process as JSON. */
export const ReadersAsked = z.object({
  address: z.string(),
  serverPid: z.number().int(),
  readers: z.number().int().min(1),
  seconds: z.number().min(0),
  /** `mix`: what visitors ask. `bare`: one address and nothing else, whose answer has so many bytes. */
  kind: z.union([z.literal('mix'), z.object({ bareBytes: z.number().int() })]),
  /** Whether a 503 that says when to come again is a right answer. */
  mayTurnAway: z.boolean(),
})
export type ReadersAsked = Readonly<z.infer<typeof ReadersAsked>>

/** How all answers of one kind went. */
export const KindReport = z.object({
  kind: z.string(),
  statuses: z.record(z.string(), z.number()),
  /** Answers whose status or body was not as it must be. */
  wrong: z.number(),
  /** Connections that broke, and answers that did not come in time. */
  failed: z.number(),
  /** What the first of either was. */
  firstFault: z.string().nullable(),
  /** Of right answers with the body that was asked for, to their last byte. */
  p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable(), longest: z.number().nullable(),
})
export type KindReport = Readonly<z.infer<typeof KindReport>>

/** What the readers saw, as their process prints it. */
export const ReadersReport = z.object({
  seconds: z.number(),
  kinds: z.array(KindReport),
  /** Of the readers themselves. */
  cpuSeconds: z.number(),
  bytes: z.number(),
  /** Of the server while they read, and the most memory that it ever held. */
  serverCpuSeconds: z.number(), serverPeakBytes: z.number(),
})
export type ReadersReport = Readonly<z.infer<typeof ReadersReport>>
