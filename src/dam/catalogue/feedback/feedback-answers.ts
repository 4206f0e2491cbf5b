import { z } from 'zod'
import { Words } from '../datasets/dataset-answers.ts'

const Instant = z.iso.datetime()

export const ThreadRequest = z.object({
  kind: z.enum(['question', 'defect', 'erratum']), title: z.string().min(3).max(200), words: z.string().min(3).max(8000), version: z.string().optional(),
  /** Of an erratum: the cell, what it says and what would be right. */
  cell: z.object({ row: z.number().int().nonnegative(), column: z.string(), proposed: z.string().max(1000), evidence: z.string().min(3).max(2000) }).optional(),
})
export type ThreadRequest = Readonly<z.infer<typeof ThreadRequest>>

export const ThreadAnswer = z.object({
  id: z.string(), kind: ThreadRequest.shape.kind, title: z.string(), by: z.string(), at: Instant, version: z.string().nullable(),
  state: z.enum(['open', 'confirmed', 'answered', 'accepted', 'declined', 'fixed']), due: Instant.nullable(), fixedIn: z.string().nullable(),
  cell: ThreadRequest.shape.cell, posts: z.array(z.object({ by: z.string(), isPublisher: z.boolean(), at: Instant, words: z.string() })), mayAnswer: z.boolean(),
})
export type ThreadAnswer = Readonly<z.infer<typeof ThreadAnswer>>

/** A work that says it uses this data set. */
export const CitingAnswer = z.object({ id: z.string(), kind: z.enum(['dataset', 'model', 'paper', 'service']), title: z.string(), url: z.url(), by: z.string(), at: Instant, isConfirmed: z.boolean() })
export type CitingAnswer = Readonly<z.infer<typeof CitingAnswer>>

export const NotificationAnswer = z.object({ id: z.string(), kind: z.string(), title: Words, address: z.string(), at: Instant, isRead: z.boolean(), isDuty: z.boolean() })
export type NotificationAnswer = Readonly<z.infer<typeof NotificationAnswer>>
