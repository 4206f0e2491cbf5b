import { z } from 'zod'

/** A tree of values: each name maps to its narrower names, a list holds leaves. */
export type ValueTree = { readonly [name: string]: ValueTree | readonly (string | number)[] }
const ValueTree: z.ZodType<ValueTree> = z.lazy(() => z.record(z.string(), z.union([ValueTree, z.array(z.union([z.string(), z.number()], 'write a text or a number')).min(1)], 'write a list of values, or narrower names with lists')))

export const DATE_STEPS = ['day', 'month', 'quarter', 'year', '2-years', '5-years', '10-years', '20-years'] as const

/** How a column's values become coarser, level by level. Level 0 is the value itself; the last is always `*`. */
export const Hierarchy = z.union([
  z.strictObject({ file: z.string().min(1) }).describe('A CSV in ARX\'s form: one row a value, from the value itself to *; relative to the recipe.'),
  z.strictObject({ tree: ValueTree }).describe('Nested names with lists of values as leaves: {Asia: {East Asia: [KR, JP]}}.'),
  z.strictObject({ intervals: z.array(z.number().positive()).min(1), from: z.number().optional() }).describe('Widths, each a multiple of the one before: [5, 10, 20]. Intervals start at `from` (0).'),
  z.strictObject({ prefix: z.array(z.int().nonnegative()).min(1) }).describe('How many first characters stay, falling: [3, 2, 0].'),
  z.strictObject({ date: z.array(z.enum(DATE_STEPS)).min(1) }).describe('Coarser and coarser: [month, year, 10-years].'),
  z.strictObject({ frequency: z.array(z.int().positive()).min(1) }).describe('How many of the most frequent values stay, falling: [20, 5]. The others become other:20, other:5.'),
], 'write {file: levels.csv}, {tree: {Asia: [KR, JP]}}, {intervals: [5, 10]}, {prefix: [3, 2, 0]}, {date: [month, year]} or {frequency: [20, 5]}').describe('How values become coarser. Left out: the value, then *.')
export type Hierarchy = z.infer<typeof Hierarchy>
