import { z } from 'zod'
import { defineJob } from '#platform/jobs/define-job.ts'

/** Fetches a file from the address that somebody gave. The address may hold a secret, so it lies nowhere else. */
export const fetchImportJob = defineJob({
  name: 'fetch-import', payload: z.object({ uploadId: z.string(), url: z.string() }),
  retry: { attempts: 4, firstWaitSeconds: 5, longestWaitSeconds: 300 }, concurrency: 2, limitSeconds: 6 * 3600,
})

/** Removes from the object store what its row no longer names. */
export const removeObjectsJob = defineJob({ name: 'remove-objects', payload: z.object({ prefix: z.string().min(1) }) })
