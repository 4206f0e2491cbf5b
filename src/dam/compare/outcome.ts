import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import type { PrivacyReport, QualityReport } from '#dam/dataset/reports.ts'

/** What a release came to, or what a recipe would: its reports, in the form that is published. */
export interface Outcome {
  readonly kind: 'release' | 'recipe'
  /** `publisher/data-set`. */
  readonly name: string
  readonly version: string
  readonly privacy: PrivacyReport
  readonly quality: QualityReport
  /** Where the recipe asks for it. */
  readonly fairness?: FairnessReport | undefined
}
