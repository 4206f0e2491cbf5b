import { z } from '@hono/zod-openapi'
import { RECODINGS } from '#dam/recipe/recipe.ts'

/** The recipe with another number for k, and what it comes to. */
export const TradeoffChoice = z.object({
  k: z.number().int(), recoding: z.enum(RECODINGS),
  /** Whether it is what the recipe says. */
  isOwn: z.boolean(),
  /** Why it cannot be released. */
  because: z.string().nullable(),
  /** Null where nothing keeps the promise. */
  outcome: z.object({
    rows: z.number().int(), suppressed: z.number().int(),
    /** 0 nothing is lost, 1 all. */
    loss: z.number(),
    classes: z.number().int(), smallest: z.number().int(),
    /** Of a person being found by whoever knows that they are among the rows: 1 / smallest class. */
    highestRisk: z.number(),
  }).nullable(),
})
export type TradeoffChoice = Readonly<z.infer<typeof TradeoffChoice>>

/** Privacy against usefulness: the recipe with other numbers for k, tried on some rows. */
export const Tradeoff = z.object({
  /** Rows that were tried, of so many delivered. */
  rows: z.number().int(), delivered: z.number().int(),
  /** By k, the recipe's own among them. */
  choices: z.array(TradeoffChoice),
})
export type Tradeoff = Readonly<z.infer<typeof Tradeoff>>

/** The picture, or why there is none. */
export const TradeoffAnswer = z.object({ tradeoff: Tradeoff.nullable(), because: z.string().nullable(), milliseconds: z.number().int() })
export type TradeoffAnswer = Readonly<z.infer<typeof TradeoffAnswer>>
