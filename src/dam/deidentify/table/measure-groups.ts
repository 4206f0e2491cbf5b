import type { Fact } from '#dam/dataset/fact.ts'
import type { GroupOutcome, PrivacyReport } from '#dam/dataset/reports.ts'
import { significant } from '#dam/dataset/significant.ts'
import type { Frequencies, LevelCodes } from './frequencies.ts'
import type { RecodedClasses } from './recoded-classes.ts'

/** What a set of groups is measured from. */
export interface GroupsRequest {
  /** With the group of each entry. */
  readonly frequencies: Frequencies
  readonly hierarchies: readonly LevelCodes[]
  readonly recoded: RecodedClasses
  /** By quasi-identifier. */
  readonly weights: readonly number[]
  /** The values of each group. */
  readonly groupCells: readonly GroupOutcome['cell'][]
  /** Of each group of the entries, its place among `groupCells`; left out where they are the same. */
  readonly ofGroup?: Int32Array
  /** Groups with fewer rows are not judged. */
  readonly smallest: number
}

/** What became of groups. */
export interface MeasuredGroups {
  readonly whole: PrivacyReport['groups'][number]['whole']
  /** Every group that has rows, small ones too: for the steward alone. */
  readonly outcomes: GroupOutcome[]
  /** Small groups are one, without a name. */
  readonly publicOutcomes: GroupOutcome[]
}

/** Counts the suppressed rows and the loss of each group, and of all rows, from the entries alone. Formulas in docs/release-format.md, section 5. */
export function measureGroups({ frequencies, hierarchies, recoded, weights, groupCells, ofGroup, smallest }: GroupsRequest): MeasuredGroups {
  const { rows, suppressed, lost } = sumByGroup({ frequencies, hierarchies, recoded, weights, groups: groupCells.length, ofGroup })
  const sum = (numbers: Float64Array) => numbers.reduce((all, one) => all + one, 0)
  const lossOf = (loss: number, count: number) => significant(count === 0 ? 0 : Math.min(1, Math.max(0, loss / count)))
  const outcomes = groupCells.flatMap((cell, place): GroupOutcome[] => {
    const count = rows[place] ?? 0
    return count === 0 ? [] : [{ cell, rows: count, suppressed: suppressed[place] ?? 0, loss: lossOf(lost[place] ?? 0, count), isSmall: count < smallest }]
  })
  const small = outcomes.filter(({ isSmall }) => isSmall)
  const joined: GroupOutcome = {
    cell: [], rows: small.reduce((all, one) => all + one.rows, 0), suppressed: small.reduce((all, one) => all + one.suppressed, 0),
    loss: lossOf(small.reduce((all, one) => all + one.loss * one.rows, 0), small.reduce((all, one) => all + one.rows, 0)), isSmall: true,
  }
  const all = sum(rows)
  return {
    whole: { suppressed: { count: sum(suppressed), of: all, rate: all === 0 ? 0 : significant(sum(suppressed) / all) }, loss: lossOf(sum(lost), all) },
    outcomes, publicOutcomes: [...outcomes.filter(({ isSmall }) => !isSmall), ...(small.length > 0 ? [joined] : [])],
  }
}

/** Loss of a row of each class; and of a suppressed one, after the last class. */
function lossOfClasses(hierarchies: readonly LevelCodes[], { classes, levels, codes }: RecodedClasses, weights: readonly number[]): Float64Array {
  const losses = new Float64Array(classes + 1)
  const weight = weights.reduce((sum, one) => sum + one, 0)
  hierarchies.forEach(({ leaves, domain }, column) => {
    // A single leaf can lose nothing.
    if (domain <= 1) return
    const own = (weights[column] ?? 1) / weight
    for (let place = 0; place < classes; place++) {
      const under = leaves[levels[column]?.[place] ?? 0]?.[codes[column]?.[place] ?? 0] ?? 0
      losses[place]! += own * (under - 1) / (domain - 1) // safe: classes are below their number
    }
    losses[classes]! += own // safe: the last place
  })
  return losses
}

/** Rows of each group, those of them that are suppressed, and what all of them lost together. */
export function sumByGroup({ frequencies, hierarchies, recoded, weights, groups, ofGroup }: Pick<GroupsRequest, 'frequencies' | 'hierarchies' | 'recoded' | 'weights'> & { readonly groups: number; readonly ofGroup?: Int32Array | undefined }): Record<'rows' | 'suppressed' | 'lost', Float64Array> {
  const { entries, counts, groups: codes } = frequencies
  const { classOf, classes } = recoded
  const losses = lossOfClasses(hierarchies, recoded, weights)
  const rows = new Float64Array(groups)
  const suppressed = new Float64Array(groups)
  const lost = new Float64Array(groups)
  for (let entry = 0; entry < entries; entry++) {
    const code = codes?.[entry] ?? 0
    const group = ofGroup ? ofGroup[code] ?? 0 : code
    const place = classOf[entry] ?? -1
    const count = counts[entry] ?? 0
    rows[group]! += count // safe: groups are below their number
    if (place < 0) suppressed[group]! += count // safe: as above
    lost[group]! += count * (losses[place < 0 ? classes : place] ?? 0) // safe: as above
  }
  return { rows, suppressed, lost }
}

/** Digits in which sums may differ. */
const ROUNDING = 1e-9

const MEASURES = [
  {
    id: 'suppressed', of: ({ suppressed, rows }: GroupOutcome) => suppressed / rows,
    ofWhole: ({ suppressed }: MeasuredGroups['whole']) => (suppressed.of === 0 ? 0 : suppressed.count / suppressed.of),
    label: { en: 'Suppressed rows of the worst group, times those of all rows', ko: '삭제 처리 비율이 가장 높은 집단: 전체 비율의 배수' },
    noun: { en: 'suppressed', ko: '삭제 처리' },
  },
  {
    id: 'loss', of: ({ loss }: GroupOutcome) => loss,
    ofWhole: ({ loss }: MeasuredGroups['whole']) => loss,
    label: { en: 'Lost information of the worst group, times that of all rows', ko: '정보 손실이 가장 큰 집단: 전체 손실의 배수' },
    noun: { en: 'loss', ko: '정보 손실' },
  },
] as const

/**
 * Whether groups are suppressed, or lose information, at most `atMost` times as often, or as much, as all rows.
 * Small groups are neither judged nor named; a failed fact names each group beyond the promise with its figures.
 */
export function parityFacts({ outcomes, whole, atMost }: { outcomes: readonly GroupOutcome[]; whole: MeasuredGroups['whole']; atMost: number }): Fact[] {
  const judged = outcomes.filter(({ isSmall, rows }) => !isSmall && rows > 0)
  return MEASURES.map(({ id, of, ofWhole, label, noun }): Fact => {
    const ofAll = ofWhole(whole)
    const times = judged.map((outcome) => ({ outcome, times: ofAll > 0 ? of(outcome) / ofAll : 0 }))
    const beyond = times.filter((one) => one.times > atMost * (1 + ROUNDING)).toSorted((a, b) => b.times - a.times)
    const inWords = (word: string, all: string) => beyond.map(({ outcome, times: many }) => `${cellInWords(outcome)}: ${word} ${percent(of(outcome))} (${outcome.suppressed} / ${outcome.rows}), ${many.toFixed(2)} × ${all} ${percent(ofAll)}`).join('; ')
    return {
      id: `parity:${id}`, label, claim: null, rule: atMost, measured: significant(Math.max(0, ...times.map((one) => one.times))), unit: 'score',
      verdict: beyond.length > 0 ? 'failed' : judged.length === 0 ? 'not-checked' : 'passed',
      ...(beyond.length > 0 && { because: { en: inWords(noun.en, 'the whole'), ko: inWords(noun.ko, '전체') } }),
      ...(judged.length === 0 && { because: { en: 'No group has enough rows to be judged', ko: '판단할 만큼 행이 많은 집단이 없습니다' } }),
      how: {
        method: {
          en: 'Each group of delivered values that has enough rows: its share of suppressed rows, and its mean loss over rows and columns, by that of all rows; formulas in docs/release-format.md, section 5.',
          ko: '행이 충분한 집단마다 삭제 처리된 행의 비율과 행·열 평균 정보 손실을 전체의 값으로 나눕니다. 식은 docs/release-format.md 5절에 있습니다.',
        },
        recompute: 'datadam run RECIPE',
      },
    }
  })
}

function cellInWords({ cell }: GroupOutcome): string {
  return cell.map(({ column, value }) => `${column} = ${value ?? '∅'}`).join(', ')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
