import type { PrivacyReport, Risk } from '#dam/dataset/reports.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { identifier, sql } from '#platform/engines/sql-text.ts'
import type { ChosenLevels } from './chosen-levels.ts'
import { keptDistribution, quasiDistribution } from './distributions.ts'
import { type Frequencies, totalRows } from './frequencies.ts'
import type { LabelCount } from './label-counts.ts'
import { latticeOf } from './lattice.ts'
import { type ClassList, groupBySize, listClasses } from './list-classes.ts'
import type { NodeWords } from './mark-suppressed.ts'
import { countedDelivery, countedRows, riskOfClasses, riskOfRows } from './measure-risk.ts'
import { countWords, placeCodes } from './packing.ts'
import type { PreparedColumns } from './prepare-columns.ts'
import { stepsOf } from './treat-column.ts'

/** Everything that the report is computed from. Needs `deidentify_rows`. */
export interface ReportRequest {
  readonly table: Table
  readonly recipe: Recipe
  readonly columns: PreparedColumns
  readonly chosen: ChosenLevels
  readonly classes: ClassList
  /** By quasi-identifier. */
  readonly labels: readonly (readonly LabelCount[])[]
  readonly frequencies: Frequencies
  readonly node: NodeWords
  readonly k: number
  readonly person: number | undefined
  readonly isSampled: boolean
}

/** A promise of none still tells at which size a row stands out: alone. */
const RISK_SIZE_WITHOUT_PROMISE = 2

/** Says what was done and what it costs. The report is public: it names only labels that the release holds. */
export async function reportPrivacy(request: ReportRequest, { engine }: { engine: SqlEngine }): Promise<PrivacyReport> {
  const { recipe, columns, chosen, classes, labels, frequencies, k } = request
  const rows = totalRows(frequencies)
  const groups = groupBySize(classes, k)
  const risks = await measureRisks(request, rows, engine)
  const distributions = columns.quasi.map(({ hierarchy }, place) => quasiDistribution(hierarchy, labels[place] ?? [], { rows, suppressed: chosen.suppressed }))
  for (const treated of columns.kept) {
    const isUnchanged = stepsOf(treated.settings).every((step) => step === 'keep')
    const distribution = isUnchanged ? await keptDistribution(treated, k, { engine }) : undefined
    if (distribution) distributions.push(distribution)
  }
  return {
    models: (recipe.privacy?.models ?? []).map((model) => ({ ...model })),
    unit: recipe.privacy?.person === undefined ? 'row' : 'person',
    recoding: 'global', metric: recipe.privacy?.metric ?? 'loss', rows,
    columns: columns.quasi.map(({ hierarchy }, place) => ({
      column: hierarchy.column, level: chosen.levels[place] ?? 0, levels: hierarchy.labels.length,
      labels: labels[place]?.length ?? 0, loss: chosen.losses[place] ?? 0,
    })),
    scores: { ...chosen.scores },
    suppressed: chosen.suppressed, suppressionLimit: recipe.privacy?.suppression.limit ?? 0,
    classes: chosen.classes, smallest: groups[0]?.size ?? 0,
    classSizes: groups.map(({ size, classes: many }) => ({ size, classes: many })),
    ...risks, distributions,
    ...(chosen.search && { search: { ...chosen.search } }),
    treatments: columns.all.map(({ column, settings, did }) => ({ column: column.name, role: settings.role, did: didInWords(request, column.name, did) })),
    how: {
      method: {
        en: 'Classes are rows of the data files that agree in every quasi-identifier. Levels are the proven optimum of the metric over all combinations of levels that the recipe allows; formulas in docs/release-format.md, sections 4 to 6.',
        ko: '동질집합은 데이터 파일에서 모든 준식별자가 같은 행의 집합입니다. 수준은 레시피가 허용하는 모든 조합 가운데 지표가 가장 좋음이 증명된 조합입니다. 식은 docs/release-format.md 4~6절에 있습니다.',
      },
      recompute: 'datadam verify RELEASE_DIR',
    },
  }
}

async function measureRisks(request: ReportRequest, rows: number, engine: SqlEngine): Promise<{ before: Risk; after: Risk }> {
  const { table, recipe, columns: { quasi }, classes, frequencies, node, k, person, isSampled } = request
  const riskSize = recipe.privacy ? Math.max(k, ...recipe.privacy.models.map((model) => model['k-anonymity'])) : RISK_SIZE_WITHOUT_PROMISE
  const treated = quasi.map((column) => column.treated)
  const isAsDelivered = treated.every(({ settings }) => stepsOf(settings).every((step) => step === 'generalise' || step === 'keep' || (typeof step === 'object' && 'generalise' in step)))
  const hasPersons = person !== undefined
  const after = isSampled ? await riskOfRows(countedRows(quasi.length > 0 ? node.words : [], hasPersons), rows, riskSize, { engine }) : riskOfClasses(classes, rows, k, riskSize)
  if (!isAsDelivered) return { after, before: await riskOfRows(countedDelivery(table, treated, person, isSampled), rows, riskSize, { engine }) }
  const hierarchies = quasi.map(({ hierarchy }) => hierarchy)
  const lattice = latticeOf(hierarchies)
  if (!isSampled) return { after, before: riskOfClasses(listClasses(frequencies, hierarchies.map(() => 0), lattice), rows, 1, riskSize) }
  const places = placeCodes(hierarchies.map((_, column) => lattice.cardinality(column, 0)))
  const words = quasi.length > 0 ? Array.from({ length: countWords(places) }, (_, word) => identifier(`w${word}`)) : []
  return { after, before: await riskOfRows({ ...countedRows(words, hasPersons), suppressed: sql`false` }, rows, riskSize, { engine }) }
}

/** The steps as the recipe has them, and the level that was chosen. */
function didInWords({ columns: { quasi }, chosen }: ReportRequest, column: string, did: string): string {
  const place = quasi.findIndex(({ hierarchy }) => hierarchy.column === column)
  const level = chosen.levels[place]
  return level === undefined ? did : `${did.replace(/(, )?generalise.*$/, '')}${did.startsWith('generalise') ? '' : ', '}generalised to level ${level} of ${(quasi[place]?.hierarchy.labels.length ?? 1) - 1}`
}
