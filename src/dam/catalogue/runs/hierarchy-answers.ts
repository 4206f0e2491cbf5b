import { z } from '@hono/zod-openapi'

/** A longer hierarchy could not be written into a recipe. */
export const LONGEST_HIERARCHY_CHARACTERS = 1_000_000

/** A file that holds a hierarchy: the name of an upload, or a text with the name that it has on its owner's disk. */
export const HierarchyFile = z.union([
  z.strictObject({ upload: z.string().min(1).max(1000) }),
  z.strictObject({ file: z.string().min(1).max(1000), text: z.string().max(LONGEST_HIERARCHY_CHARACTERS) }),
])
export type HierarchyFile = Readonly<z.infer<typeof HierarchyFile>>

/** A hierarchy as rows, each from a value to `*`. */
export const HierarchyAnswer = z.object({ rows: z.array(z.array(z.string())) })
export type HierarchyAnswer = Readonly<z.infer<typeof HierarchyAnswer>>
