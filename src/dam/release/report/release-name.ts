import type { PrivacyReport } from '#dam/dataset/reports.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'

/** The folder of a release, as written on disk below its publisher: discharges@1.2.0. */
export function releaseFolder({ dataset, release }: Pick<Recipe, 'dataset' | 'release'>): string {
  return `${dataset.name.split('/')[1] ?? dataset.name}@${release.version}`
}

/** The k of k-anonymity which the release promises, if it does; the largest where several are written. */
export function promisedK({ models }: Pick<PrivacyReport, 'models'>): number | undefined {
  const promised = models.flatMap((model) => Object.entries(model)).filter(([name]) => name === 'k-anonymity').map(([, k]) => k)
  return promised.length === 0 ? undefined : Math.max(...promised)
}
