import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { promisedK } from '#dam/release/promised-k.ts'

type Distribution = PrivacyReport['distributions'][number]

/** Statistical offices rarely publish a count below this; used where the recipe promises no k of its own. */
const LEAST_WITHOUT_A_PROMISE = 5

/** The least count of people or rows, measured before de-identification, that the page may show. */
export function leastShown(privacy: Pick<PrivacyReport, 'models'>): number {
  return promisedK(privacy) ?? LEAST_WITHOUT_A_PROMISE
}

/** The values of a column before de-identification, rare ones that the release does not show put with the rest. */
export function showBefore({ before, after, restBefore }: Distribution, least: number): { before: Distribution['before']; restBefore: number } {
  const released = new Map(after.map(({ value, count }) => [value, count]))
  const isRare = ({ value, count }: Distribution['before'][number]) => count < least && (released.get(value) ?? 0) < count
  return {
    before: before.filter((label) => !isRare(label)),
    restBefore: restBefore + before.filter(isRare).reduce((total, { count }) => total + count, 0),
  }
}
