import type { z } from 'zod'

/** One kind of work that is done later, by whichever worker is free. */
export interface JobDefinition<Payload = unknown> {
  /** In kebab-case; it is kept with each job, so it never changes. */
  readonly name: string
  readonly payload: z.ZodType<Payload>
  readonly retry: RetryPolicy
  /** How many of them one worker process does at once. */
  readonly concurrency: number
  /** How long one attempt may take. */
  readonly limitSeconds: number
}

/** How often a job that fails is tried anew. Each wait is twice the one before, give or take half. */
export interface RetryPolicy {
  /** The first attempt counted. An attempt whose process died, or was stopped, counts too: else a job that kills would do so for ever. */
  readonly attempts: number
  readonly firstWaitSeconds: number
  readonly longestWaitSeconds: number
}

const RETRY: RetryPolicy = { attempts: 8, firstWaitSeconds: 1, longestWaitSeconds: 3600 }

/** Defines a job; what is left out is: eight attempts over some minutes, one at once, an hour for each. */
export function defineJob<Payload extends object>(definition: Pick<JobDefinition<Payload>, 'name' | 'payload'> & Partial<JobDefinition<Payload>>): JobDefinition<Payload> {
  return { retry: RETRY, concurrency: 1, limitSeconds: 3600, ...definition }
}
