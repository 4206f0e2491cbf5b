import { z } from 'zod'
import { Fact } from '#dam/dataset/fact.ts'
import { ColumnAnswer, DatasetSummary, VersionAnswer } from '../datasets/dataset-answers.ts'

/** What is known of a version's release, as read from its own reports. */
export const Evidence = z.object({
  rows: z.number().int(), bytes: z.number().int(), manifestSha256: z.string(), verification: z.enum(['passed', 'failed']),
  columns: z.array(ColumnAnswer),
  files: VersionAnswer.shape.files,
  /** What the release promises: each was recounted by the verifier. */
  promises: z.array(Fact),
  /** What was measured of the data: quality, plan, fairness. It may fail, and be published with the approver's reasons. */
  measured: z.array(Fact),
  face: DatasetSummary.shape.face,
})
export type Evidence = Readonly<z.infer<typeof Evidence>>

/** All facts of it, in the order in which they matter to an approver: failed ones first. */
export function orderFacts({ promises, measured }: Pick<Evidence, 'promises' | 'measured'>): Fact[] {
  return [...promises, ...measured].toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
}

const VERDICTS: readonly Fact['verdict'][] = ['failed', 'not-checked', 'passed', 'noted']
