import { z } from 'zod'
import type { Tx } from '#platform/database/database.ts'
import { defineJob } from '#platform/jobs/define-job.ts'

/** A letter to one person, in plain text, so that it reads the same everywhere and loads nothing. */
export type Mail = Readonly<z.infer<typeof Mail>>
export const Mail = z.object({ to: z.email().max(254), language: z.enum(['ko', 'en', 'ar']), subject: z.string().max(300), text: z.string().max(20_000) })

/** Delivers mail, now. Nobody calls it inside a transaction, nor while a person waits. */
export interface MailDoor {
  /** Sends a letter. `id` is the same when it is sent anew because nobody knows whether it left: a folder keeps it once, and a mail server can tell that it is the same. */
  send(mail: Mail, id: string): Promise<void>
  /** Where mail goes, for the person who starts the server: a folder, or the name of a mail server. */
  readonly destination: string
}

/** Writes mail down for a worker to deliver, in the transaction of the act that it tells of. */
export type EnqueueMail = (mail: Mail, tx: Tx) => Promise<void>

/** Delivers a letter; tried for about a day, so that a mail server may be away for some hours. */
export const sendMail = defineJob({ name: 'send-mail', payload: Mail, retry: { attempts: 30, firstWaitSeconds: 5, longestWaitSeconds: 3600 }, concurrency: 2, limitSeconds: 120 })
