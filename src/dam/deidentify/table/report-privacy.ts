import type { GroupOutcome, PrivacyReport, Risk } from '#dam/dataset/reports.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { attackRelease } from './attack/attack-release.ts'
import type { DeliveryClasses } from './choose-for-delivery.ts'
import type { SensitiveColumn } from './class-models.ts'
import { keptDistribution, quasiDistribution } from './distributions.ts'
import type { Frequencies } from './frequencies.ts'
import { countLabels, type listLabels } from './label-counts.ts'
import { latticeOf } from './lattice.ts'
import { groupBySize, listLeaves } from './list-classes.ts'
import { measureGroups, parityFacts } from './measure-groups.ts'
import { type CountedGroup, countedDelivery, deliveredSizes, groupClasses, groupRows } from './measure-risk.ts'
import { modelFacts } from './model-facts.ts'
import { estimatePopulationUniques } from './population-uniques.ts'
import type { PreparedColumns } from './prepare-columns.ts'
import { type Groups, projectGroups, smallestGroup } from './read-groups.ts'
import { riskOf } from './risk.ts'
import { rowsByLevel, type ScoredClasses } from './score-classes.ts'
import { stepsOf } from './treat-column.ts'

/** Everything that the report is computed from. Needs `deidentify_rows`. */
export interface ReportRequest {
  readonly table: Table
  readonly recipe: Recipe
  readonly columns: PreparedColumns
  readonly chosen: DeliveryClasses
  readonly scored: ScoredClasses
  /** By quasi-identifier. */
  readonly released: readonly ReturnType<typeof listLabels>[]
  /** Classes of leaves, where the table has no room for them. */
  readonly leafGroups?: readonly CountedGroup[] | undefined
  readonly sensitive: readonly SensitiveColumn[]
  readonly groups: Groups | undefined
  readonly weights: readonly number[]
  readonly person: number | undefined
  readonly isSampled: boolean
}

/** A promise of none still tells at which size a row stands out: alone. */
const RISK_SIZE_WITHOUT_PROMISE = 2

/** Says what was done and what it costs. The report is public: it names only labels that the release holds, and no small group. */
export async function reportPrivacy(request: ReportRequest, { engine }: { engine: SqlEngine }): Promise<PrivacyReport> {
  const { recipe, columns, chosen, scored, released, sensitive, weights } = request
  const { recoded, models, levels, frequencies, sampled } = chosen
  const { rows, suppressed } = scored
  const hierarchies = columns.quasi.map(({ hierarchy }) => hierarchy)
  const sizes = groupBySize(recoded)
  const quasi = hierarchies.map((hierarchy, column) => ({ hierarchy, column, byLevel: rowsByLevel(recoded, column) }))
  const distributions: PrivacyReport['distributions'] = quasi.map(({ hierarchy, column, byLevel }) => {
    const shown = levels?.[column] ?? byLevel.toSorted((a, b) => b.rows - a.rows || a.level - b.level)[0]?.level ?? 0
    return quasiDistribution(hierarchy, countLabels(hierarchy, column, shown, recoded, frequencies), { rows, suppressed })
  })
  for (const treated of columns.kept) {
    const distribution = await keptDistribution(treated, models.k, { engine })
    if (distribution) distributions.push(distribution)
  }
  const seed = recipe.release.seed
  return {
    models: (recipe.privacy?.models ?? []).map((model) => ({ ...model })),
    modelFacts: modelFacts(hierarchies.length > 0 ? recipe.privacy?.models ?? [] : [], models, frequencies, recoded, sensitive),
    unit: recipe.privacy?.person === undefined ? 'row' : 'person',
    recoding: chosen.recoding, metric: recipe.privacy?.metric ?? 'loss', rows,
    columns: quasi.map(({ hierarchy, column, byLevel }) => ({
      column: hierarchy.column, ...(levels && { level: levels[column] ?? 0 }), levels: hierarchy.labels.length, rowsByLevel: byLevel,
      weight: weights[column] ?? 1, labels: released[column]?.labels.length ?? 0, loss: scored.losses[column] ?? 0,
    })),
    scores: scored.scores, suppressed, suppressionLimit: recipe.privacy?.suppression.limit ?? 0,
    classes: recoded.classes, smallest: sizes[0]?.size ?? 0,
    classSizes: sizes.map(({ size, classes }) => ({ size, classes })),
    ...await measureRisks(request, engine), ...outcomesOf(request),
    attacks: hierarchies.length === 0 ? [] : attackRelease({ recoding: chosen.recoding, frequencies, hierarchies, recoded, sampled, k: models.k, sensitive, seed }),
    distributions,
    ...(chosen.search && { search: chosen.search }),
    treatments: columns.all.map(({ column, settings, did }) => ({ column: column.name, role: settings.role, did: didInWords(request, column.name, did) })),
    how: {
      method: {
        en: `Classes are rows of the data files that agree in every quasi-identifier. ${chosen.recoding === 'global' ? 'Levels are the proven optimum of the metric over all combinations of levels that the recipe allows, or that lie above the floor where one is told' : 'Classes are found by splitting, from the most general labels down, as far as every part keeps every model'}; formulas in docs/release-format.md, sections 4 to 7.`,
        ko: `동질집합은 데이터 파일에서 모든 준식별자가 같은 행의 집합입니다. ${chosen.recoding === 'global' ? '수준은 레시피가 허용하는(바닥 수준이 있으면 그 위의) 모든 조합 가운데 지표가 가장 좋음이 증명된 조합입니다' : '동질집합은 가장 넓은 범주에서 시작해 모든 부분이 모든 모델을 지키는 한 나누어 얻습니다'}. 식은 docs/release-format.md 4~7절에 있습니다.`,
      },
      recompute: 'datadam verify RELEASE_DIR',
    },
  }
}

/** What became of the groups: by parity, by each column of the fairness groups, and by all of them together. */
export function outcomesOf({ recipe, columns, chosen, groups, weights }: Pick<ReportRequest, 'recipe' | 'columns' | 'chosen' | 'groups' | 'weights'>): Pick<PrivacyReport, 'groups' | 'parity'> {
  if (!groups || columns.quasi.length === 0) return { groups: [], parity: [] }
  const parity = recipe.privacy?.suppression.parity
  const ofFairness = recipe.fairness?.groups ?? []
  const sets = [...(parity ? [parity.by] : []), ...ofFairness.map((name) => [name]), ...(ofFairness.length > 1 ? [ofFairness] : [])]
  const distinct = sets.filter((by, place) => sets.findIndex((other) => other.join('\0') === by.join('\0')) === place)
  const hierarchies = columns.quasi.map(({ hierarchy }) => hierarchy)
  const measured = distinct.map((by) => {
    const { cells, ofGroup } = projectGroups(groups, by)
    return { by, ...measureGroups({ frequencies: chosen.frequencies, hierarchies, recoded: chosen.recoded, weights, groupCells: cells, ofGroup, smallest: smallestGroup(recipe) }) }
  })
  const promised = measured.find(({ by }) => by === parity?.by)
  return {
    groups: measured.map(({ by, whole, publicOutcomes }) => ({ by, whole, outcomes: publicOutcomes })),
    parity: parity && promised ? parityFacts({ outcomes: promised.outcomes, whole: promised.whole, atMost: parity['at-most'] }) : erasedFacts(measured.filter(({ by }) => by.length === 1)),
  }
}

/** Without a promise of parity, no group that may be judged may be suppressed as a whole. */
function erasedFacts(measured: readonly { by: readonly string[]; outcomes: readonly GroupOutcome[] }[]): PrivacyReport['parity'] {
  return measured.map(({ by, outcomes }) => {
    const erased = outcomes.filter(({ isSmall, rows, suppressed }) => !isSmall && suppressed === rows)
    const [column = ''] = by
    return {
      id: `erased:${column}`, label: { en: `Groups of ${column} that are suppressed as a whole`, ko: `${column}에서 통째로 삭제 처리된 집단` },
      claim: null, rule: 0, measured: erased.length, unit: 'count', verdict: erased.length > 0 ? 'failed' : 'passed',
      ...(erased.length > 0 && { because: { en: erased.map(inWords).join('; '), ko: erased.map(inWords).join('; ') } }),
      how: {
        method: { en: 'Rows of each group whose quasi-identifiers all became *, by all rows of the group.', ko: '집단마다 준식별자가 모두 *가 된 행을 집단의 전체 행과 비교합니다.' },
        recompute: 'datadam verify RELEASE_DIR',
      },
    }
  })
}

function inWords({ cell, rows, suppressed }: GroupOutcome): string {
  return `${cell.map(({ column, value }) => `${column} = ${value ?? ''}`).join(', ')}: ${suppressed} / ${rows}`
}

async function measureRisks(request: ReportRequest, engine: SqlEngine): Promise<{ before: Risk; after: Risk }> {
  const { table, recipe, scored: { rows }, columns: { quasi }, chosen: { recoded, models, frequencies }, leafGroups, person, isSampled } = request
  const riskSize = recipe.privacy ? Math.max(models.k, models.isSizeOnly ? 1 : RISK_SIZE_WITHOUT_PROMISE) : RISK_SIZE_WITHOUT_PROMISE
  const treated = quasi.map((column) => column.treated)
  const isAsDelivered = treated.every(({ settings }) => stepsOf(settings).every((step) => step === 'generalise' || step === 'keep' || (typeof step === 'object' && 'generalise' in step)))
  const inDelivery = (classOf: Int32Array, classes: number) => (isSampled ? deliveredSizes(frequencies, classOf, classes) : undefined)
  const groupsAfter = groupClasses(recoded, inDelivery(recoded.classOf, recoded.classes))
  const ofLeaves = leafGroups ?? groupLeaves()
  const groupsBefore = isAsDelivered ? ofLeaves : await groupRows(countedDelivery(table, treated, person, isSampled), { engine })
  const after = riskOf(groupsAfter, rows, riskSize)
  const before = riskOf(groupsBefore, rows, riskSize)
  const size = (frequencies.persons ? recoded.sizes : recoded.rows).reduce((sum, one) => sum + one, 0)
  const population = recipe.privacy?.population ?? (isSampled ? deliveredSize(table, frequencies) : undefined)
  if (population === undefined || quasi.length === 0 || size === 0) return { before, after }
  const uniques = (groups: readonly CountedGroup[]) => ({
    population, ...estimatePopulationUniques({ classSizes: groups.map(({ size: one, classes }) => ({ size: one, classes })), samplingFraction: Math.min(1, size / population) }),
  })
  return { before: { ...before, populationUniques: uniques(ofLeaves) }, after: { ...after, populationUniques: uniques(groupsAfter) } }

  function groupLeaves(): CountedGroup[] {
    const leaves = listLeaves(frequencies, latticeOf(quasi.map(({ hierarchy }) => hierarchy)))
    return groupClasses(leaves, inDelivery(leaves.classOf, leaves.classes))
  }
}

/** Rows of the delivery, or its distinct persons, of which a sample was drawn. */
function deliveredSize({ rows }: Table, { entries, persons }: Pick<Frequencies, 'entries' | 'persons'>): number {
  if (!persons) return rows
  let known = 0
  for (let entry = 0; entry < entries; entry++) if (entry === 0 || persons[entry] !== persons[entry - 1]) known++
  return known
}

/** The steps as the recipe has them, and the levels that were chosen. */
function didInWords({ columns: { quasi }, chosen: { levels, recoded } }: ReportRequest, column: string, did: string): string {
  const place = quasi.findIndex(({ hierarchy }) => hierarchy.column === column)
  if (place < 0) return did
  const used = levels ? [levels[place] ?? 0] : rowsByLevel(recoded, place).map(({ level }) => level)
  const last = (quasi[place]?.hierarchy.labels.length ?? 1) - 1
  const [first = 0] = used
  const words = used.length < 2 ? `level ${first}` : `levels ${first} to ${used.at(-1) ?? first}`
  return `${did.replace(/(, )?generalise.*$/, '')}${did.startsWith('generalise') ? '' : ', '}generalised to ${words} of ${last}`
}
