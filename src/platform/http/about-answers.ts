import { z } from 'zod'

/** Whom to write to, and for how long the server keeps what; each number is the one that the program itself goes by. */
export const AboutAnswer = z.object({
  /** Who answers for this portal; null where the operator has not said so yet. */
  operatorName: z.string().nullable(),
  /** An e-mail address, or the address of a page. */
  operatorContact: z.string().nullable(),
  /** Where a hole is told; the operator's contact where there is none of its own. */
  securityContact: z.string().nullable(),
  /** Whether letters are handed to a mail server, or stay on the server as files. */
  letters: z.enum(['sent', 'kept-as-files']),
  kept: z.object({
    sessionSeconds: z.number(), idleSessionSeconds: z.number(), freshSignInSeconds: z.number(), longestKeyDays: z.number(), invitationDays: z.number(),
    sentLetterSeconds: z.number(), unsentLetterSeconds: z.number(), unfinishedUploadSeconds: z.number(),
  }),
  shortestPassword: z.number(),
})
export type AboutAnswer = Readonly<z.infer<typeof AboutAnswer>>
