import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import type { CollectReport, PrivacyReport, ProfileReport, QualityReport } from '#dam/dataset/reports.ts'
import type { Column } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import { writeDurably } from '#platform/storage/durable-file.ts'
import { refuseStorageFault } from '#platform/storage/storage-fault.ts'
import { checkCroissant } from './check-croissant.ts'
import { croissantOf } from './croissant.ts'
import { dataPackageOf } from './data-package.ts'
import { datasetCard } from './dataset-card.ts'
import { jsonText } from './json-text.ts'
import { provenanceOf } from './provenance.ts'
import { publicProfile } from './public-profile.ts'
import { publicQuality } from './public-quality.ts'
import { describeRelease } from './release-description.ts'
import { releasedRecipe } from './released-recipe.ts'

/** A de-identified table in quarantine, with everything that was found out on the way. */
export interface PackageRequest {
  /** The folder that becomes the release; `data/` and `hierarchies/` lie in it. */
  readonly quarantine: string
  readonly recipe: Recipe
  /** The recipe as its author wrote it. */
  readonly recipeText: string
  /** Date of publication, YYYY-MM-DD. The only clock of a release. */
  readonly date: string
  readonly collect: CollectReport
  /** The steward's full reports; what is published of them is decided here. */
  readonly profile: ProfileReport
  readonly quality: QualityReport
  readonly privacy: PrivacyReport
  /** The public form of the audit, where the recipe asks for one. */
  readonly fairness?: FairnessReport
  /** Data files, relative to the quarantine. */
  readonly files: readonly { readonly path: string; readonly rows: number }[]
  readonly columns: readonly Column[]
  readonly programVersion: string
}

/**
 * Writes the papers of a release beside its data: card, Croissant, data package, provenance, recipe and three reports.
 *
 * The same request gives the same bytes; a repeated run writes over what is there.
 *
 * @throws {Refusal} `no-space`, `not-writable`
 */
export async function packageRelease(request: PackageRequest): Promise<void> {
  const { quarantine, recipe, recipeText, date, collect } = request
  const release = await describeRelease({
    ...request,
    profile: publicProfile(request.profile, { recipe, collect }),
    quality: publicQuality(request.quality, { recipe, rows: collect.table.rows }),
  })
  const croissant = croissantOf(release)
  const faults = checkCroissant(croissant)
  if (faults.length > 0) throw new Error(`The Croissant document is wrong: ${faults.join('; ')}`)

  const papers: readonly (readonly [string, string])[] = [
    ['README.md', datasetCard(release)],
    ['croissant.json', jsonText(croissant)],
    ['datapackage.json', jsonText(dataPackageOf(release))],
    ['provenance.jsonld', jsonText(provenanceOf(release))],
    ['recipe.yaml', releasedRecipe(recipeText, date, recipe.privacy?.recoding)],
    ['reports/profile.json', jsonText(release.profile)],
    ['reports/quality.json', jsonText(release.quality)],
    ['reports/privacy.json', jsonText(release.privacy)],
    ...(request.fairness ? [['reports/fairness.json', jsonText(request.fairness)] as const] : []),
  ]
  try {
    await mkdir(join(quarantine, 'reports'), { recursive: true })
    for (const [path, text] of papers) await writeDurably(join(quarantine, path), text)
  } catch (fault) {
    refuseStorageFault(fault, 'The papers of the release')
  }
}
