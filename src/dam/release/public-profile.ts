import type { CollectReport, ColumnProfile, ProfileReport } from '#dam/dataset/reports.ts'
import type { Recipe, RecipeColumn } from '#dam/recipe/recipe.ts'
import { promisedK } from './promised-k.ts'

type HistogramBar = NonNullable<ColumnProfile['histogram']>[number]

/**
 * The profile that may be published: what a reader of the release could count alone, less the rare values.
 *
 * A statistic of the delivery that the release does not hold is one more equation for an attacker who knows all rows but one.
 * So a column keeps its statistics only when it is released as it was delivered, and two columns keep theirs only when both are.
 * Even then a value held by fewer than k rows, and the lowest and the highest value, stay out.
 */
export function publicProfile(profile: ProfileReport, { recipe, collect }: { readonly recipe: Recipe; readonly collect: CollectReport }): ProfileReport {
  const asDelivered = columnsReleasedAsDelivered(recipe, collect)
  const fewest = smallestGroup(recipe)
  const roles = new Map(Object.entries(recipe.columns).map(([name, { role }]) => [name, role]))
  const whole = (names: readonly string[]) => names.every((name) => asDelivered.has(name))
  return {
    rows: profile.rows,
    columns: profile.columns.map((column) => (
      asDelivered.has(column.name) && roles.get(column.name) !== 'text' ? withoutRareValues(column, profile.rows, fewest) : countsOnly(column))),
    duplicateRows: profile.duplicateRows,
    keys: profile.keys.filter(whole),
    dependences: profile.dependences.filter(({ from, to }) => whole([from, to])),
    correlations: profile.correlations.filter(({ a, b }) => whole([a, b])),
    how: {
      method: {
        en: `${profile.how.method.en} For publication, columns that were changed keep their counts only, and values held by fewer than ${fewest} rows are left out.`,
        ko: `${profile.how.method.ko} 공개본에서는 값이 바뀐 열은 개수만 남기고, ${fewest}행 미만에만 있는 값은 뺐습니다.`,
      },
      recompute: profile.how.recompute,
    },
  }
}

/** How many must share a value before it may be shown: the k of the recipe, 5 where it promises none. */
export function smallestGroup(recipe: Recipe): number {
  return promisedK(recipe.privacy ?? { models: [] }) ?? 5
}

/** Columns whose released values are, as a whole, exactly the delivered ones: a sample or one blanked cell breaks that. */
export function columnsReleasedAsDelivered(recipe: Recipe, collect: CollectReport): ReadonlySet<string> {
  if (recipe.sample) return new Set()
  const blanked = new Set(collect.misfits.filter(({ became }) => became === 'null').map(({ column }) => column))
  return new Set(Object.entries(recipe.columns).filter(([name, column]) => isKept(column) && !blanked.has(name)).map(([name]) => name))
}

function isKept({ role, do: treatment }: RecipeColumn): boolean {
  if (role === 'identifier' || role === 'quasi-identifier') return false
  if (treatment === undefined) return role === 'sensitive' || role === 'plain'
  return Array.isArray(treatment) ? treatment.every((step) => step === 'keep') : treatment === 'keep'
}

function countsOnly(column: ColumnProfile): ColumnProfile {
  const { name, type, missing, missingShare, distinct, distinctIsExact, role } = column
  return { name, type, missing, missingShare, distinct, distinctIsExact, top: { withheld: 'the column is not released as it was delivered, or is free text' }, role }
}

function withoutRareValues(column: ColumnProfile, rows: number, fewest: number): ColumnProfile {
  const { name, type, missing, missingShare, distinct, distinctIsExact, mean, standardDeviation, quantiles, histogram, pattern, role } = column
  const known = rows - missing
  const isEnough = known >= fewest
  return {
    name, type, missing, missingShare, distinct, distinctIsExact,
    ...(isEnough && mean !== undefined && { mean }),
    ...(isEnough && standardDeviation !== undefined && { standardDeviation }),
    ...(quantiles && { quantiles: quantiles.filter(({ share }) => known * Math.min(share, 1 - share) >= fewest) }),
    ...(histogram && { histogram: mergeThinBars(histogram, fewest) }),
    top: 'withheld' in column.top ? column.top : commonValues(column.top, fewest),
    ...(pattern && pattern.share * known >= fewest && { pattern }),
    role,
  }
}

function commonValues(top: Exclude<ColumnProfile['top'], { withheld: string }>, fewest: number): ColumnProfile['top'] {
  const common = top.filter(({ count }) => count >= fewest)
  return common.length > 0 ? common : { withheld: `no value is held by ${fewest} rows or more` }
}

/** Joins neighbours until every bar that holds rows holds enough of them; too few rows in all give no bar. */
function mergeThinBars(bars: readonly HistogramBar[], fewest: number): HistogramBar[] {
  const merged: HistogramBar[] = []
  for (const bar of bars) {
    const last = merged.at(-1)
    if (last && last.count > 0 && last.count < fewest) merged[merged.length - 1] = joinBars(last, bar)
    else merged.push(bar)
  }
  while (merged.length > 1) {
    const last = merged.at(-1)
    const before = merged.at(-2)
    if (!last || !before || last.count === 0 || last.count >= fewest) break
    merged.splice(-2, 2, joinBars(before, last))
  }
  return merged.every(({ count }) => count === 0 || count >= fewest) ? merged : []
}

function joinBars(left: HistogramBar, right: HistogramBar): HistogramBar {
  return { from: left.from, to: right.to, count: left.count + right.count }
}
