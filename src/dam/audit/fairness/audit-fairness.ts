import { basename } from 'node:path'
import type { FairnessReport } from '#dam/dataset/fairness-report.ts'
import type { Table } from '#dam/dataset/table.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import type { SqlEngine } from '#platform/engines/sql-engine.ts'
import { Refusal } from '#platform/refusal.ts'
import { emptyTally, listCrossings, rollUp, type CountedCells } from './cell-tally.ts'
import { orderCollection } from './collection-order.ts'
import { countCells } from './count-cells.ts'
import { describeFavourable, findFairnessColumns } from './fairness-columns.ts'
import { listFindings } from './list-findings.ts'
import { measureCrossing } from './measure-crossing.ts'
import { listNotable, measureMissing } from './measure-missing.ts'
import { measureOutcomes } from './outcomes.ts'
import { rankProxies } from './rank-proxies.ts'
import { openTests } from './rate-tests.ts'
import { recomputeWith } from './recompute.ts'
import { readReferenceShares } from './reference-shares.ts'
import { scoreDirection } from './score-direction.ts'
import { whyNotReleased } from './why-not-released.ts'

/** What is to be audited, and by which recipe. */
export interface FairnessRequest {
  /** The delivery. */
  readonly table: Table
  readonly recipe: Recipe
  /** What paths in the recipe are relative to. */
  readonly directory: string
}

/** Corrected p below which a difference is no chance. */
const LEVEL = 0.05
/** Finest cells that the report keeps, for its public form. */
const MOST_KEPT = 10_000

/**
 * Audits a delivery for fairness: who is there, whose outcomes differ before any model and, with a prediction, after
 * it, whose values are missing, which columns foretell a group, and what to collect next.
 *
 * One scan counts the cells; all crossings are added up from them. Missing values take two more, the proxies one
 * over at most 200,000 rows for each column.
 *
 * @throws {Refusal} `bad-recipe` without `fairness`, and where it names what the data does not have or cannot compare
 */
export async function auditFairness({ table, recipe, directory }: FairnessRequest, { engine }: { engine: SqlEngine }): Promise<FairnessReport> {
  const { fairness } = recipe
  if (!fairness) throw new Refusal('bad-recipe', 'The recipe has no `fairness`; add it with label, favourable and groups')
  const columns = findFairnessColumns(table, fairness)
  const { groups, tolerance, 'smallest-cell': smallestCell, prediction } = fairness
  const reference = fairness.reference === undefined ? undefined : await readReferenceShares({ file: fairness.reference, groups, directory }, { engine })
  const counted = await countCells({ file: table.file, columns }, { engine })
  const all = rollUp(counted, [])[0] ?? emptyTally([])
  const whole = measureOutcomes(all, { hasPrediction: prediction !== undefined, scoreRange: counted.scoreRange, withBins: true })
  const tests = openTests()
  const setting = { counted, groups, whole, reference, tolerance, smallestCell }
  const measured = listCrossings(groups.length).map((places) => measureCrossing(places, setting, { tests }))
  const wanted = measured.filter(({ crossing: { by } }) => by.length === 1 || by.length === groups.length).map(({ allCells }) => allCells)
  const missing = await measureMissing({ table, groups: columns.groups, smallestCell }, { engine, tests })
  tests.close()
  const outcomes = [fairness.label, prediction?.column, prediction?.score].filter((name) => name !== undefined)
  const proxies = await rankProxies({ table, groups: columns.groups, outcomes, whyNotReleased: (name) => whyNotReleased(name, recipe) }, { engine })
  const report: FairnessReport = {
    rows: table.rows,
    label: { column: fairness.label, favourable: describeFavourable(fairness.favourable) },
    groups: [...groups],
    ...(prediction && { prediction: { column: prediction.column, favourable: describeFavourable(prediction.favourable ?? fairness.favourable), ...(prediction.score !== undefined && { score: prediction.score, scoreDirection: scoreDirection(all) }) } }),
    ...(reference && { reference: { file: basename(reference.file), columns: [...reference.columns] } }),
    tolerance, smallestCell,
    tests: { count: tests.count, level: LEVEL },
    whole,
    crossings: measured.map(({ crossing }) => crossing),
    ...(counted.cells.length <= MOST_KEPT && { combinations: combinationsOf(counted) }),
    missing: listNotable(missing.gaps, LEVEL),
    proxies,
    collection: orderCollection(wanted, { rows: table.rows, favourable: whole.label.count, unfavourable: whole.label.of - whole.label.count, tolerance, smallestCell }),
    findings: [],
    isPublic: false,
    how: describeHow(counted, missing.recompute, { groups, tolerance, smallestCell, proxies }),
  }
  return { ...report, findings: listFindings({ report, recompute: recomputeWith(columns) }) }
}

function combinationsOf({ values, cells }: CountedCells): NonNullable<FairnessReport['combinations']> {
  const rows = cells.map(({ codes, rows }) => [...codes, rows])
  return { values: values.map((texts) => [...texts]), cells: rows.toSorted((a, b) => a.map((code, place) => code - (b[place] ?? 0)).find((difference) => difference !== 0) ?? 0) }
}

function describeHow(counted: CountedCells, missing: string, { groups, tolerance, smallestCell, proxies }: Pick<FairnessReport, 'groups' | 'tolerance' | 'smallestCell' | 'proxies'>): FairnessReport['how'] {
  const by = groups.join(' × ')
  const sample = proxies.isSample ? { en: `a seeded sample of ${proxies.sampledRows} rows`, ko: `고정된 난수로 뽑은 ${proxies.sampledRows}행` } : { en: 'all rows', ko: '모든 행' }
  return {
    cells: {
      method: {
        en: `One scan counted the rows by ${by}, label and prediction; every other crossing is added up from these cells. Rates of groups with fewer than ${smallestCell} rows to share are shown and not judged; a group of fewer rows is called thin only where the population asks for at least as many. Bounds are Wilson's of 95 %, p-values are of two-proportion tests against all other rows, corrected by Holm.`,
        ko: `${by}, 라벨, 예측별로 한 번에 행을 세고, 다른 모든 조합은 그 칸들을 더해 얻었습니다. 해당 행이 ${smallestCell}개 미만인 집단의 비율은 보여 주되 판정하지 않으며, 인구 비율로 그만큼의 행이 있어야 할 때만 부족하다고 판정합니다. 구간은 95 % Wilson 구간이고, p값은 나머지 행과의 두 비율 검정을 Holm 방법으로 보정한 것입니다.`,
      },
      recompute: counted.recompute,
    },
    missing: {
      method: { en: 'Missing values of every column were counted by each group; gaps of at least 2 points that are no chance after correction are listed.', ko: '모든 열의 결측값을 집단별로 세었고, 보정 후에도 우연이 아니며 2 %p 이상인 차이만 실었습니다.' },
      recompute: missing,
    },
    proxies: {
      method: {
        en: `Every column but label, prediction and score, beside every group, over ${sample.en}: numbers and dates cut at their tenths, texts as their 200 most frequent values and the rest, missing a value of its own. Cramér's V is corrected for bias (Bergsma), mutual information is not. Columns that are not released stand in a list of their own and are no findings.`,
        ko: `라벨, 예측, 점수를 제외한 모든 열을 ${sample.ko}에서 각 집단과 비교했습니다. 숫자와 날짜는 10분위로 나누고, 글은 가장 흔한 200개 값과 나머지로 묶고, 결측은 하나의 값으로 보았습니다. 크라메르 V는 편향을 보정했고(Bergsma), 상호정보량은 보정하지 않았습니다. 공개하지 않는 열은 따로 적고 발견으로 치지 않습니다.`,
      },
      recompute: 'datadam run RECIPE, then reports/fairness.json, proxies',
    },
    collection: {
      method: {
        en: `For each group and each cell of ${by}: the fewest rows that bring its share to ${(1 - tolerance).toFixed(2)} of the population's (of an equal share, where no reference tells one), and the fewest rows of one outcome that bring its label rate within ${tolerance} of the whole; each as if it alone were collected. Need: what is still to be collected, of the cell once complete.`,
        ko: `각 집단과 ${by}의 각 칸에 대해, 비율이 인구 비율(참조가 없으면 균등한 몫)의 ${(1 - tolerance).toFixed(2)}배에 이르는 최소 행 수와, 라벨 비율이 전체와 ${tolerance} 이내가 되는 데 필요한 한쪽 결과의 최소 행 수입니다. 각각 그 칸만 수집한다고 보았습니다. 필요도는 채운 뒤의 칸에서 아직 모아야 할 몫입니다.`,
      },
      recompute: counted.recompute,
    },
  }
}
