import type { ColumnProfile, ProfileReport } from '#dam/dataset/reports.ts'
import type { DatasetSummary } from '../datasets/dataset-answers.ts'

const MOST_COLUMNS = 12
const MOST_BARS = 24

/**
 * A data set's face: strips of its columns' distributions, the highest bar of each 1.
 *
 * Made from the public profile, so it shows nothing that the release does not; columns of which that tells no distribution have no strip.
 */
export function faceOfProfile({ columns }: Pick<ProfileReport, 'columns'>): DatasetSummary['face'] {
  return columns.flatMap((column) => {
    const counts = countsOf(column)
    const highest = Math.max(...counts)
    return counts.length > 0 && highest > 0 ? [{ column: column.name, bars: counts.map((count) => Math.round(count / highest * 1000) / 1000) }] : []
  }).slice(0, MOST_COLUMNS)
}

function countsOf({ histogram, top }: ColumnProfile): number[] {
  if (histogram && histogram.length > 1) return joinNeighbours(histogram.map(({ count }) => count))
  return 'withheld' in top ? [] : top.slice(0, MOST_BARS).map(({ count }) => count)
}

function joinNeighbours(counts: readonly number[]): number[] {
  const each = Math.ceil(counts.length / MOST_BARS)
  return Array.from({ length: Math.ceil(counts.length / each) }, (_, place) => counts.slice(place * each, place * each + each).reduce((sum, count) => sum + count, 0))
}
