import { z } from 'zod'

const Share = z.number().min(0).max(1)
const Diversity = z.discriminatedUnion('kind', [
  z.object({ column: z.string(), kind: z.literal('distinct'), l: z.number() }),
  z.object({ column: z.string(), kind: z.literal('entropy'), l: z.number() }),
  z.object({ column: z.string(), kind: z.literal('recursive'), l: z.number(), c: z.number() }),
])

/** One promise about every class, as the recipe writes it; read into words of this room. */
export const PromisedModel = z.union([
  z.strictObject({ 'k-anonymity': z.number().int().min(2) }).transform((model) => ({ kind: 'k-anonymity' as const, k: model['k-anonymity'] })),
  z.strictObject({ 'l-diversity': Diversity }).transform((model) => {
    const { kind, ...rest } = model['l-diversity']
    return { kind: 'l-diversity' as const, form: kind, c: 0, ...rest }
  }),
  z.strictObject({ 't-closeness': z.object({ column: z.string(), t: z.number(), distance: z.enum(['equal', 'ordered', 'hierarchical']).default('equal') }) }).transform((model) => ({ kind: 't-closeness' as const, ...model['t-closeness'] })),
  z.strictObject({ 'delta-presence': z.object({ 'at-least': Share.default(0), 'at-most': Share }) }).transform((model) => ({ kind: 'delta-presence' as const, atLeast: model['delta-presence']['at-least'], atMost: model['delta-presence']['at-most'] })),
  z.strictObject({ 'average-risk': Share }).transform((model) => ({ kind: 'average-risk' as const, risk: model['average-risk'] })),
  z.strictObject({ 'sample-uniques': z.literal('none') }).transform(() => ({ kind: 'sample-uniques' as const })),
])
export type PromisedModel = z.infer<typeof PromisedModel>

/** What a release without the word was made with. A released recipe always writes it. */
const RECODING_LEFT_OUT = 'global'

/** The recipe's promise about persons. */
export const PromisedPrivacy = z.object({
  models: z.array(PromisedModel).min(1),
  person: z.string().optional(),
  population: z.number().optional(),
  recoding: z.enum(['global', 'strict-local', 'free-local']).default(RECODING_LEFT_OUT),
  metric: z.enum(['loss', 'aecs', 'discernibility', 'precision', 'entropy']).default('loss'),
  suppression: z.object({
    limit: Share.default(0.05),
    parity: z.object({ by: z.array(z.string()).min(1), 'at-most': z.number() }).optional(),
  }).optional(),
})
export type PromisedPrivacy = z.infer<typeof PromisedPrivacy>

const Favourable = z.union([z.string(), z.number(), z.boolean(), z.object({ 'at-least': z.number() }), z.object({ 'at-most': z.number() })])
export type Favourable = z.infer<typeof Favourable>

/** The recipe's words about groups and their outcomes. */
export const PromisedFairness = z.object({
  label: z.string(),
  favourable: Favourable,
  groups: z.array(z.string()).min(1),
  'smallest-cell': z.number().default(30),
  weights: z.boolean().default(false),
}).transform(({ 'smallest-cell': smallestCell, ...rest }) => ({ ...rest, smallestCell }))
export type PromisedFairness = z.infer<typeof PromisedFairness>
