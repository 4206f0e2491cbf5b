import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineJob } from './define-job.ts'

test('defineJob() fills in what was left out, and keeps what was said', () => {
  const payload = z.object({ to: z.string() })
  expect(defineJob({ name: 'send-mail', payload, concurrency: 3 })).toEqual({
    name: 'send-mail', payload, concurrency: 3, limitSeconds: 3600, retry: { attempts: 8, firstWaitSeconds: 1, longestWaitSeconds: 3600 },
  })
})
