import { z } from 'zod'
import { defineJob } from '#platform/jobs/define-job.ts'

/** Runs a recipe to its release. One at once in each worker, for each takes all the memory that it may. */
export const executeRunJob = defineJob({
  name: 'execute-run', payload: z.object({ runId: z.string() }),
  retry: { attempts: 6, firstWaitSeconds: 2, longestWaitSeconds: 600 }, concurrency: 1, limitSeconds: 12 * 3600,
})
