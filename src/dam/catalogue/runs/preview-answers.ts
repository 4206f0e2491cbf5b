import { z } from '@hono/zod-openapi'
import { Fact } from '#dam/dataset/fact.ts'
import { Attack, GroupOutcome } from '#dam/dataset/reports.ts'
import { VALUE_TYPES } from '#dam/dataset/table.ts'
import { RecipeAnswer } from './run-answers.ts'

const Cells = z.array(z.string().nullable())

/** What stands in one column of the rows: how the values are spread, and the most frequent ones. */
export const PreviewValues = z.object({
  column: z.string(), type: z.enum(VALUE_TYPES), rows: z.number().int(), missing: z.number().int(), distinct: z.number().int(),
  /** Each 0 to 1: by size for numbers and dates, by frequency for all else. */
  bars: z.array(z.number()),
  values: z.array(z.object({ value: z.string(), count: z.number().int() })),
})
export type PreviewValues = Readonly<z.infer<typeof PreviewValues>>

/** What a recipe would do, tried on some rows of the delivery or on all. */
export const PreviewResult = z.object({
  /** Rows that it was tried on, of so many delivered. */
  rows: z.number().int(), delivered: z.number().int(),
  before: z.object({ columns: z.array(z.string()), rows: z.array(Cells) }),
  /** The same rows as released; null for a row that is left out. */
  after: z.object({ columns: z.array(z.string()), rows: z.array(Cells.nullable()) }),
  smallest: z.number().int(), classes: z.number().int(), suppressed: z.number().int(), loss: z.number(),
  /** Rows that are alone with what identifies them. */
  uniquesBefore: z.number().int(), uniquesAfter: z.number().int(),
  columns: z.array(z.object({ column: z.string(), level: z.number().nullable(), levels: z.number(), loss: z.number() })),
  /** Of the columns as delivered, on the rows that are tried first. */
  values: z.array(PreviewValues),
  /** The promises, each with its rule and what was measured. */
  facts: z.array(Fact),
  /** The attack that gains most over chance. */
  attack: Attack.pick({ id: true, rate: true, chance: true, label: true }).nullable(),
  /** The group that loses most, where the recipe names groups. */
  worstGroup: GroupOutcome.nullable(),
})
export type PreviewResult = Readonly<z.infer<typeof PreviewResult>>

/** The draft's problems, or what it would do, or why it cannot be done. */
export const PreviewAnswer = z.object({
  problems: RecipeAnswer.shape.problems, columns: RecipeAnswer.shape.columns,
  result: PreviewResult.nullable(),
  /** Why there is no result though the recipe is sound: a promise that cannot be kept. */
  because: z.string().nullable(),
  milliseconds: z.number().int(),
})
export type PreviewAnswer = Readonly<z.infer<typeof PreviewAnswer>>
