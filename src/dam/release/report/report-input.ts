import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import type { CollectReport, PrivacyReport, ProfileReport, QualityReport, VerificationReport } from '#dam/dataset/reports.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'

/** Everything a release's page is written from. All of it but the recipe lies beside the page as JSON, too. */
export interface ReportInput {
  readonly recipe: Recipe
  /** Date of publication, YYYY-MM-DD. */
  readonly date: string
  readonly collect: CollectReport
  readonly profile: ProfileReport
  readonly quality: QualityReport
  readonly privacy: PrivacyReport
  /** The public form of the audit, where the recipe asks for one. */
  readonly fairness?: FairnessReport
  readonly verification: VerificationReport
  /** Version of datadam that made the release. */
  readonly programVersion: string
}
