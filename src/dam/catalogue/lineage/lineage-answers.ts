import { z } from 'zod'
import { CitingAnswer } from '../feedback/feedback-answers.ts'

const Instant = z.iso.datetime()

/** One step on the way of a release. What is not known of it is null. */
export const LineageNode = z.object({
  /** Its place in the picture; the same for the same release. */
  id: z.string(),
  kind: z.enum(['source', 'recipe', 'act', 'release', 'earlier', 'use']),
  /** Of an act, its word in the provenance: `collect`, `profile`, `deidentify`, `verify`. */
  act: z.string().nullable(),
  /** Of a source its number, of a version its number in three parts, of a use its title. */
  name: z.string().nullable(),
  sha256: z.string().nullable(), bytes: z.number().nullable(), rowsIn: z.number().nullable(), rowsOut: z.number().nullable(),
  startedAt: Instant.nullable(), endedAt: Instant.nullable(),
  /** Of an act: the program and its version. */
  program: z.string().nullable(),
  /** Of a use: what it is, and where. */
  use: CitingAnswer.shape.kind.nullable(), url: z.string().nullable(),
})
export type LineageNode = Readonly<z.infer<typeof LineageNode>>

/** From what a release was made, by which acts, and what was made of it; no cycle, and no edge that others say already. */
export const LineageAnswer = z.object({
  nodes: z.array(LineageNode), edges: z.array(z.object({ from: z.string(), to: z.string() })),
  /** The file of the release that this was read from. */
  provenance: z.object({ path: z.string(), sha256: z.string() }),
  /** Confirmed uses that are not among the nodes. */
  moreUses: z.number(),
})
export type LineageAnswer = Readonly<z.infer<typeof LineageAnswer>>
export type LineageEdge = LineageAnswer['edges'][number]
