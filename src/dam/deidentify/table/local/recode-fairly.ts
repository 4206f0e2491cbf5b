import type { Progress } from '#platform/progress.ts'
import { sumByGroup } from '../measure-groups.ts'
import type { ParityDemand } from '../parity.ts'
import type { RecodedClasses } from '../recoded-classes.ts'
import { type LocalRequest, recodeLocally } from './recode-locally.ts'

/** A local recoding, and what is promised about groups. */
export interface FairRequest extends LocalRequest {
  /** By quasi-identifier. */
  readonly weights: readonly number[]
  readonly parity?: ParityDemand | undefined
}

/** How often the rows of groups that lose too much are given more weight before the run gives up. */
const TRIES = 8
/** A group beyond the promise gets this power of how far it is beyond as weight, each time. */
const STEP = 1.5

/**
 * Recodes locally, and anew with more weight on the rows of groups that lose too much, until the promise about groups
 * holds; suppression that hits groups unequally is halved each time, and given up in the end.
 *
 * @returns the first classes that keep the promise; where none do, those that come nearest
 * @throws {Refusal} `cancelled`
 */
export async function recodeFairly(request: FairRequest, needs: { progress: Progress; signal?: AbortSignal | undefined }): Promise<RecodedClasses | undefined> {
  const { parity, limit } = request
  if (!parity) return recodeLocally(request, needs)
  const factors = new Float64Array(countGroups(parity)).fill(1)
  let share = limit
  let nearest: { recoded: RecodedClasses; times: number } | undefined
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const recoded = await recodeLocally({ ...request, limit: share, ...(attempt > 0 && { importance: importanceOf(request, parity, factors) }) }, needs)
    if (!recoded) break
    const { suppressed, lost, worst } = beyondPromise(request, recoded, parity)
    if (!nearest || worst < nearest.times) nearest = { recoded, times: worst }
    if (worst <= 1) break
    lost.forEach((times, group) => { if (times > 1) factors[group]! *= times ** STEP }) // safe: one factor a group
    if (suppressed.some((times) => times > 1)) share = attempt < TRIES / 2 ? share / 2 : 0
  }
  return nearest?.recoded
}

/** Rows of each entry, times the factor of its group. */
function importanceOf({ frequencies: { counts, groups } }: FairRequest, { ofGroup }: ParityDemand, factors: Float64Array): Float64Array {
  return Float64Array.from(counts, (count, entry) => count * (factors[ofGroup[groups?.[entry] ?? 0] ?? 0] ?? 1))
}

const ROUNDING = 1e-9

function countGroups({ ofGroup }: ParityDemand): number {
  return ofGroup.reduce((most, group) => Math.max(most, group + 1), 0)
}

/** By group, how many times as much as is promised it is suppressed, and loses; small groups are not judged. */
export function beyondPromise({ frequencies, hierarchies, weights }: Pick<FairRequest, 'frequencies' | 'hierarchies' | 'weights'>, recoded: RecodedClasses, parity: ParityDemand): { suppressed: Float64Array; lost: Float64Array; worst: number } {
  const { ofGroup, atMost, smallest } = parity
  const { rows, suppressed, lost } = sumByGroup({ frequencies, hierarchies, recoded, weights, groups: countGroups(parity), ofGroup })
  const total = (of: Float64Array) => of.reduce((sum, one) => sum + one, 0)
  const times = (of: Float64Array) => of.map((own, group) => {
    const allowed = (atMost * total(of) * (rows[group] ?? 0)) / total(rows)
    return (rows[group] ?? 0) < smallest || own <= allowed + ROUNDING ? 0 : own / allowed
  })
  const beyond = { suppressed: times(suppressed), lost: times(lost) }
  return { ...beyond, worst: Math.max(0, ...beyond.suppressed, ...beyond.lost) }
}
