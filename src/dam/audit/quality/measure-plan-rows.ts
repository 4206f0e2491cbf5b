import type { Fact } from '#dam/dataset/fact.ts'
import type { Recipe } from '#dam/recipe/recipe.ts'
import { countingRows } from './measure-row-count.ts'

type RowPlan = NonNullable<NonNullable<Recipe['plan']>['rows']>

/** The rows that were counted beside what the supplier says and what the plan asks; noted when neither does. */
export function measurePlanRows(plan: RowPlan | undefined, rows: number): Fact[] {
  const claimed = plan?.claimed
  const fact = (id: string, en: string, ko: string, rule: number | null, holds: boolean | undefined): Fact => ({
    id, label: { en, ko }, claim: claimed ?? null, rule, measured: rows, unit: 'count',
    verdict: holds === undefined ? 'noted' : holds ? 'passed' : 'failed', how: countingRows(),
  })
  const facts: Fact[] = []
  if (claimed !== undefined) facts.push(fact('plan-rows-claimed', 'Rows, as many as the supplier says', '행 수, 공급자가 말한 그대로', claimed, rows === claimed))
  const least = plan?.['at-least']
  if (least !== undefined) facts.push(fact('plan-rows-at-least', 'Rows, at least', '행 수, 하한', least, rows >= least))
  const most = plan?.['at-most']
  if (most !== undefined) facts.push(fact('plan-rows-at-most', 'Rows, at most', '행 수, 상한', most, rows <= most))
  return facts.length > 0 ? facts : [fact('plan-rows', 'Rows', '행 수', null, undefined)]
}
