import { z } from 'zod'

const Instant = z.iso.datetime()

export const RUN_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
export const STAGES = ['collect', 'profile', 'quality', 'fairness', 'deidentify', 'search', 'weigh', 'package', 'verify', 'seal', 'publish'] as const

/** How far one stage is. */
export const StageProgress = z.object({ stage: z.string(), state: z.enum(['waiting', 'running', 'done', 'failed']), message: z.string().nullable(), done: z.number().nullable(), total: z.number().nullable(), unit: z.string().nullable(), startedAt: Instant.nullable(), endedAt: Instant.nullable(), ratePerSecond: z.number().nullable(), secondsLeft: z.number().nullable() })
export type StageProgress = Readonly<z.infer<typeof StageProgress>>

export const RunAnswer = z.object({
  id: z.string(), publisher: z.string(), slug: z.string(), version: z.string(), state: z.enum(RUN_STATES), startedBy: z.string(),
  createdAt: Instant, startedAt: Instant.nullable(), endedAt: Instant.nullable(), attempt: z.number(),
  stages: z.array(StageProgress), log: z.array(z.object({ at: Instant, line: z.string() })),
  /** Why it failed, in the words of the refusal. */
  because: z.string().nullable(), report: z.string().nullable(), mayCancel: z.boolean(), mayResume: z.boolean(),
})
export type RunAnswer = Readonly<z.infer<typeof RunAnswer>>

export const UploadAnswer = z.object({ id: z.string(), name: z.string(), bytes: z.number(), received: z.number(), sha256: z.string().nullable(), state: z.enum(['receiving', 'complete', 'failed']), createdAt: Instant, from: z.string().nullable(),
  /** Why it will never be whole. */
  because: z.string().nullable() })
export type UploadAnswer = Readonly<z.infer<typeof UploadAnswer>>

/** A recipe as text, who saved it last, and what is wrong with it; lines and columns count from 1. */
export const RecipeAnswer = z.object({ text: z.string(), problems: z.array(z.object({ line: z.number(), column: z.number(), message: z.string() })), columns: z.array(z.object({ name: z.string(), type: z.string(), role: z.string(), techniques: z.array(z.string()) })), savedAt: Instant.nullable(),
  /** Counts what was saved, from 1; 0 where nothing was. Whoever saves names the one that they saw. */
  revision: z.number().int(),
  /** Name of whoever saved it. */
  savedBy: z.string().nullable() })
export type RecipeAnswer = Readonly<z.infer<typeof RecipeAnswer>>
