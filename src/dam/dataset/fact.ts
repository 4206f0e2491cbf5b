import { z } from 'zod'

/** A number or word that a fact shows. */
export const Shown = z.union([z.number(), z.string(), z.boolean(), z.null()])
export type Shown = z.infer<typeof Shown>

/** A sentence in the languages that reports are written in. */
export const Bilingual = z.object({ en: z.string(), ko: z.string() })
export type Bilingual = Readonly<z.infer<typeof Bilingual>>

/** How a number came about, and how anyone recomputes it. */
export const HowComputed = z.object({
  /** One or two sentences: what was counted, over what. */
  method: Bilingual,
  /** A command or a query that gives the number again from the release's files. */
  recompute: z.string(),
})
export type HowComputed = Readonly<z.infer<typeof HowComputed>>

/**
 * One measured thing: what was claimed, what the rule asks, what was counted, side by side.
 *
 * `noted` is a measurement without a rule; `not-checked` says in `because` what was missing.
 */
export const Fact = z.object({
  id: z.string(),
  label: Bilingual,
  claim: Shown,
  rule: Shown,
  measured: Shown,
  /** How to write the numbers. */
  unit: z.enum(['count', 'share', 'score', 'text']),
  verdict: z.enum(['passed', 'failed', 'noted', 'not-checked']),
  because: Bilingual.optional(),
  /** Row numbers in the delivery, from 1, of a few rows that show the fault; never values. */
  rows: z.array(z.number().int()).optional(),
  how: HowComputed,
})
export type Fact = Readonly<z.infer<typeof Fact>>
