import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { Refusal } from '#platform/refusal.ts'

/** Stops a release that would erase a group. @throws {Refusal} `promise-failed`, with the figures of each group */
export function refuseErased({ parity }: Pick<PrivacyReport, 'parity'>): void {
  const failed = parity.filter(({ verdict }) => verdict === 'failed')
  if (failed.length === 0) return
  const figures = failed.map(({ label, rule, measured, because }) => `${label.en}: at most ${String(rule)}, measured ${String(measured)}${because ? ` (${because.en})` : ''}`)
  throw new Refusal('promise-failed', `The release would hide some groups more than others. ${figures.join('. ')}. Lower the models or the weights of the columns that cost these groups most, raise suppression.parity.at-most, or deliver more rows of these groups`)
}
