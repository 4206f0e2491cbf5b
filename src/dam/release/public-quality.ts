import type { Fact } from '#dam/dataset/fact.ts'
import type { QualityReport } from '#dam/dataset/reports.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import { smallestGroup } from './public-profile.ts'

type PlanCell = QualityReport['plan']['cells'][number]

/**
 * The quality report that may be published, and shown in the public report.
 *
 * Row numbers go: they would tie the release to the order of the delivery. A cell of the plan is a combination of values as delivered,
 * finer perhaps than what is released; so a value that only the data knows and too few share is not named,
 * a cell of too few reads 0, and as soon as one is hidden all counts are rounded to multiples of that bound, or the total would tell it.
 * Too few is what it is to the report on fairness, too: a group that is not told there must not be told here.
 * Where persons are not rows, cells are shown only if their persons were counted. Verdicts stay as measured.
 *
 * `rows` are those of the delivery.
 */
export function publicQuality(quality: QualityReport, { recipe, rows }: { readonly recipe: Recipe; readonly rows: number }): QualityReport {
  const fewest = smallestPlanCell(recipe)
  const { cells, why } = publicCells(quality.plan.cells, recipe, rows, fewest)
  const how = quality.plan.cellsHow
  return {
    facts: quality.facts.map(withoutRows),
    plan: {
      facts: quality.plan.facts.map(withoutRows),
      cells,
      ...(how && { cellsHow: why ? { method: { en: `${how.method.en} ${why.en}`, ko: `${how.method.ko} ${why.ko}` }, recompute: how.recompute } : how }),
    },
    stops: quality.stops,
  }
}

/** How many a cell of the plan must hold before it is told: the k of the recipe, or its smallest cell of fairness where that is more. */
export function smallestPlanCell(recipe: Recipe): number {
  return Math.max(smallestGroup(recipe), recipe.fairness?.['smallest-cell'] ?? 0)
}

function withoutRows(fact: Fact): Fact {
  const { rows: _, ...shown } = fact
  return shown
}

function publicCells(cells: readonly PlanCell[], recipe: Recipe, rows: number, fewest: number): { cells: PlanCell[]; why?: { en: string; ko: string } } {
  const countsPersons = recipe.privacy?.person !== undefined
  const people = (cell: PlanCell) => (countsPersons ? cell.persons : cell.count)
  if (cells.some((cell) => cell.count > 0 && people(cell) === undefined)) {
    return { cells: [], why: { en: 'Cells are not published, because their persons were not counted.', ko: '사람 수를 세지 않아 칸별 값은 공개하지 않습니다.' } }
  }
  const isSmall = (cell: PlanCell) => cell.count > 0 && (people(cell) ?? 0) < fewest
  if (!cells.some(isSmall)) return { cells: cells.map(withoutPersons) }

  const target = recipe.plan?.cells?.target
  const isPlanned = (cell: PlanCell) => target !== undefined && !('equal' in target) && cell.target > 0
  const known = new Set(cells.filter((cell) => !isSmall(cell) || isPlanned(cell)).filter((cell) => cell.count > 0 || isPlanned(cell)).flatMap((cell) => cell.cell.map(nameOf)))
  const shown = cells.filter((cell) => cell.cell.every((part) => known.has(nameOf(part))))
  const left = cells.length - shown.length
  return {
    cells: shown.map((cell) => rounded(cell, isSmall(cell), rows, fewest)),
    why: {
      en: `Because some cells hold fewer than ${fewest}, counts are rounded to multiples of ${fewest}, fewer than ${fewest} reads 0, and ${left} cells of rare values are left out.`,
      ko: `${fewest}보다 적은 칸이 있어 개수를 ${fewest}의 배수로 어림하고, ${fewest} 미만은 0으로 적었으며, 드문 값의 칸 ${left}개는 뺐습니다.`,
    },
  }
}

function nameOf({ column, value }: PlanCell['cell'][number]): string {
  return JSON.stringify([column, value])
}

function withoutPersons(cell: PlanCell): PlanCell {
  const { persons: _, ...shown } = cell
  return shown
}

/** The shortfall is taken from the rounded count, so that it tells nothing more. */
function rounded(exact: PlanCell, isSmall: boolean, rows: number, fewest: number): PlanCell {
  const count = isSmall ? 0 : Math.round(exact.count / fewest) * fewest
  const lowest = exact.target - exact.tolerance
  const missing = exact.shortfall === 0 || lowest >= 1 ? 0 : Math.max(0, Math.ceil((lowest * rows - count) / (1 - lowest) - 1e-9))
  return { ...withoutPersons(exact), count, share: rows === 0 ? 0 : Math.min(1, count / rows), shortfall: missing }
}
