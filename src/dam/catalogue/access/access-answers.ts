import { z } from 'zod'
import { Words } from '../datasets/dataset-answers.ts'

const Instant = z.iso.datetime()
const Day = z.iso.date()

/** A question of a data set's own form. */
export const FormField = z.object({ id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), label: Words, kind: z.enum(['text', 'long-text', 'choice', 'date']), choices: z.array(z.string()).optional(), isRequired: z.boolean() })
export const AccessForm = z.object({ introduction: Words, fields: z.array(FormField).max(30), answerWithinDays: z.number().int().min(1).max(90), delegates: z.array(z.string()), longestDays: z.number().int().min(1).max(3650) })
export type AccessForm = Readonly<z.infer<typeof AccessForm>>

export const ApplicationRequest = z.object({ purpose: z.string().min(20).max(4000), legalBasis: z.enum(['statistics', 'research', 'public-record', 'consent', 'contract', 'other']), people: z.array(z.object({ name: z.string(), email: z.email() })).max(50), until: Day, answers: z.record(z.string(), z.string().max(4000)) })
export type ApplicationRequest = Readonly<z.infer<typeof ApplicationRequest>>

export const ApplicationAnswer = ApplicationRequest.extend({
  id: z.string(), publisher: z.string(), slug: z.string(), title: Words, applicant: z.object({ name: z.string(), organisation: z.string().nullable() }),
  state: z.enum(['waiting', 'granted', 'refused', 'withdrawn', 'revoked', 'expired']), appliedAt: Instant, due: Instant, isEscalated: z.boolean(),
  decidedAt: Instant.nullable(), decidedBy: z.string().nullable(), reasons: z.string().nullable(), grantedUntil: Day.nullable(), mayDecide: z.boolean(),
})
export type ApplicationAnswer = Readonly<z.infer<typeof ApplicationAnswer>>

export const WaitingAnswer = z.object({ medianDays: z.number().nullable(), decided: z.number(), waiting: z.number(), overdue: z.number(), since: Day,
  /** How the number was reached, for the person who reads it. */
  method: Words.optional() })
export type WaitingAnswer = Readonly<z.infer<typeof WaitingAnswer>>

/** A random sample that can be drawn again: the same version, seed, size and strata give the same rows. */
export const SampleAnswer = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string().nullable())), seed: z.number(), size: z.number(), stratify: z.array(z.string()), version: z.string(), sha256: z.string(), budgetLeft: z.number() })
export type SampleAnswer = Readonly<z.infer<typeof SampleAnswer>>

export const RecallAnswer = z.object({ id: z.string(), publisher: z.string(), slug: z.string(), version: z.string(), because: Words, at: Instant, downloaders: z.number(), acknowledged: z.number(), mine: z.enum(['none', 'waiting', 'acknowledged']),
  /** Who has not acknowledged it; only for those of the organisation who recall. */
  missing: z.array(z.object({ name: z.string(), email: z.string() })).optional() })
export type RecallAnswer = Readonly<z.infer<typeof RecallAnswer>>
