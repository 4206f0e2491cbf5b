import type { z } from 'zod'
import { VersionAnswer } from '../datasets/dataset-answers.ts'

/** What changed since the version before. */
export const VersionDiff = VersionAnswer.shape.diff.unwrap()
export type VersionDiff = Readonly<z.infer<typeof VersionDiff>>
